using System.Runtime.InteropServices;

namespace ApprovalFlow.Persistence.Sqlite;

/// <summary>Binding by address, without a copy: the driver's functions take handles and copy every text, some sixty times an approval, while everybody else waits for the writer.</summary>
internal static unsafe partial class SqliteNative
{
    // The library that the driver's bundle brings.
    private const string Library = "e_sqlite3";

    /// <summary>The bytes stay where they are until the statement has run.</summary>
    public const nint Static = 0;

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    public static partial int BindNull(nint statement, int position);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    public static partial int BindNumber(nint statement, int position, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_double"), SuppressGCTransition]
    public static partial int BindDouble(nint statement, int position, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text"), SuppressGCTransition]
    public static partial int BindText(nint statement, int position, byte* text, int length, nint release);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob"), SuppressGCTransition]
    public static partial int BindBytes(nint statement, int position, byte* bytes, int length, nint release);
}
