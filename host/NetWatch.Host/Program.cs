using NetWatch.Host.Commands;

return Root.Run(args, TimeProvider.System);
