Ascent.start()
