return Atelier.Cli.AtelierCommand.Run(args);
