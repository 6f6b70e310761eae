System.Console.Error.WriteLine("build-runner: no command is there yet");
return 2;
