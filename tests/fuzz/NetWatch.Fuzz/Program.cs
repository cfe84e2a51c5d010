using NetWatch.Fuzz;

return FuzzOptions.TryParse(args, out FuzzOptions options) ? FuzzRun.Run(options) : 2;
