using NetWatch.Host.Commands;

return Root.Create(TimeProvider.System).Parse(args).Invoke();
