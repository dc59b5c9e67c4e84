namespace ApprovalFlow.Cli;

/// <summary>What the process answers to its caller.</summary>
internal enum ExitCode
{
    /// <summary>Done, and all is well.</summary>
    Ok = 0,
    /// <summary>Done, and something is wrong with what was looked at.</summary>
    Failed = 1,
    /// <summary>The command line was not understood.</summary>
    Usage = 2,
    /// <summary>A file, folder or flow that was named does not exist.</summary>
    NotFound = 3,
}
