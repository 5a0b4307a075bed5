requireProcessor()
Ascent.start()
