using Atelier.Cli;
using Atelier.Cli.Running;

return FileLimit.Refuses() ? ExitCodes.Failed : AtelierCommand.Run(args, CommandConsole.OfProcess());
