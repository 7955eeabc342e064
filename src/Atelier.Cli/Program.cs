return Atelier.Cli.AtelierCommand.Run(args, Atelier.Cli.Running.CommandConsole.OfProcess());
