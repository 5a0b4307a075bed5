requireProcessor()
runDemo()
