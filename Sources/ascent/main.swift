requireProcessor()
DashboardCommand.main()
