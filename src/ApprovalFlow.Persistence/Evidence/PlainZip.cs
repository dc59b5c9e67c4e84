using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace ApprovalFlow.Persistence.Evidence;

/// <summary>Zip files in exactly one form: nothing compressed, one time, no attributes, no comments. Any program opens them, and every byte of the container is determined by the names and contents.</summary>
/// <remarks>
/// So a changed byte outside the contents is found as well as one inside, on whatever machine the file was made; and a file cannot hold more than it is long, which makes
/// a bomb impossible. Compression would save little: the big parts, pictures and PDF, are compressed already.
/// </remarks>
public static class PlainZip
{
    /// <summary>More is refused before anything is read of it.</summary>
    public const int MostEntries = 20_000;
    private const int LocalSize = 30, CentralSize = 46, EndSize = 22, MostName = 200;
    private const uint LocalMark = 0x04034b50, CentralMark = 0x02014b50, EndMark = 0x06054b50;

    /// <summary>The file with these entries, in this order.</summary>
    /// <exception cref="ArgumentException">A name is empty, too long, given twice or leads out of the folder; or there is too much.</exception>
    public static byte[] Write(IReadOnlyList<PlainZipEntry> entries)
    {
        if (WhyNot(entries) is { } problem)
            throw new ArgumentException(problem, nameof(entries));
        var names = entries.Select(e => Encoding.UTF8.GetBytes(e.Name)).ToList();
        var size = entries.Select((e, i) => (long)LocalSize + CentralSize + (2 * names[i].Length) + e.Content.Length).Sum() + EndSize;
        if (size > int.MaxValue)
            throw new ArgumentException($"Expected at most {int.MaxValue} bytes, but they would be {size}.", nameof(entries));
        var file = new byte[size];
        var offsets = new int[entries.Count];
        var at = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            offsets[i] = at;
            Describe(file.AsSpan(at), LocalMark, 4, names[i], entries[i].Content);
            names[i].CopyTo(file, at + LocalSize);
            entries[i].Content.Span.CopyTo(file.AsSpan(at + LocalSize + names[i].Length));
            at += LocalSize + names[i].Length + entries[i].Content.Length;
        }
        var directory = at;
        for (var i = 0; i < entries.Count; i++)
        {
            var header = file.AsSpan(at);
            BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 20);
            Describe(header, CentralMark, 6, names[i], entries[i].Content);
            BinaryPrimitives.WriteUInt32LittleEndian(header[42..], (uint)offsets[i]);
            names[i].CopyTo(file, at + CentralSize);
            at += CentralSize + names[i].Length;
        }
        var end = file.AsSpan(at);
        BinaryPrimitives.WriteUInt32LittleEndian(end, EndMark);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)entries.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)entries.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)(at - directory));
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)directory);
        return file;
    }

    /// <summary>The entries, and everything that is not as <see cref="Write"/> writes it. What can be read is read all the same, so that the fault can be told by its name.</summary>
    public static (IReadOnlyList<PlainZipEntry> Entries, IReadOnlyList<string> Problems) Read(byte[] file)
    {
        List<PlainZipEntry> entries = [];
        List<string> problems = [];
        var at = 0;
        while (at + LocalSize <= file.Length && BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)) == LocalMark)
        {
            if (entries.Count == MostEntries)
                return ([], [$"Expected at most {MostEntries} entries, but there are more."]);
            var header = file.AsSpan(at, LocalSize);
            var (method, crc) = (BinaryPrimitives.ReadUInt16LittleEndian(header[8..]), BinaryPrimitives.ReadUInt32LittleEndian(header[14..]));
            var (length, nameLength) = (BinaryPrimitives.ReadUInt32LittleEndian(header[18..]), BinaryPrimitives.ReadUInt16LittleEndian(header[26..]));
            var start = (long)at + LocalSize + nameLength;
            if (nameLength is 0 or > MostName || start + length > file.Length)
            {
                problems.Add($"Expected an entry at byte {at} that ends within the file's {file.Length} bytes, but its name has {nameLength} and its content {length}: the file is cut off, or this header was changed.");
                return (entries, problems);
            }
            var name = Encoding.UTF8.GetString(file, at + LocalSize, nameLength);
            if (method != 0)
                return (entries, [.. problems, $"Expected '{name}' to be stored as it is, but it is compressed (method {method}): this file was packed by another program, or changed."]);
            var content = file.AsMemory((int)start, (int)length);
            if (Crc32.HashToUInt32(content.Span) != crc)
                problems.Add($"Expected the content of '{name}' to have the checksum in its header, but it has not: one of them was changed.");
            entries.Add(new(name, content));
            at = (int)(start + length);
        }
        if (entries.Count == 0)
            return ([], ["Expected a zip file, but it begins with something else."]);
        if (WhyNot(entries) is { } problem)
            return (entries, [.. problems, problem]);
        // Every byte is determined: writing the entries anew says where the file differs.
        var same = Write(entries);
        if (problems.Count == 0 && FirstDifference(file, same) is { } place)
            problems.Add(place >= same.Length ? $"Expected the file to end at byte {same.Length}, but it goes on to {file.Length}."
                : place >= file.Length ? $"Expected {same.Length} bytes, but the file is cut off after {file.Length}."
                : $"Expected the zip's own bytes as they are written, but byte {place} ({PartAt(entries, place)}) is another.");
        return (entries, problems);
    }

    private static string? WhyNot(IReadOnlyList<PlainZipEntry> entries)
    {
        if (entries.Count > MostEntries)
            return $"Expected at most {MostEntries} entries, but there are {entries.Count}.";
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (entry.Name.Length == 0 || Encoding.UTF8.GetByteCount(entry.Name) > MostName || entry.Name.Split('/').Any(p => p is "" or "." or "..") || entry.Name.Any(c => c is '\\' or ':' or '\uFFFD' || char.IsControl(c)))
                return $"Expected the name of an entry to be a plain path of at most {MostName} bytes, but it is '{entry.Name}'.";
            if (!seen.Add(entry.Name))
                return $"Expected each name once, but '{entry.Name}' is there twice.";
        }
        return null;
    }

    /// <summary>What both kinds of header say of an entry: version, flag for names in UTF-8, method, time, checksum, sizes.</summary>
    private static void Describe(Span<byte> header, uint mark, int at, byte[] name, ReadOnlyMemory<byte> content)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, mark);
        BinaryPrimitives.WriteUInt16LittleEndian(header[at..], 20);
        BinaryPrimitives.WriteUInt16LittleEndian(header[(at + 2)..], 1 << 11);
        // Method and time stay 0; the date is the first that a zip can name.
        BinaryPrimitives.WriteUInt16LittleEndian(header[(at + 8)..], 1 | (1 << 5));
        BinaryPrimitives.WriteUInt32LittleEndian(header[(at + 10)..], Crc32.HashToUInt32(content.Span));
        BinaryPrimitives.WriteUInt32LittleEndian(header[(at + 14)..], (uint)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[(at + 18)..], (uint)content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header[(at + 22)..], (ushort)name.Length);
    }

    private static int? FirstDifference(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var same = one.CommonPrefixLength(other);
        return same == one.Length && same == other.Length ? null : same;
    }

    private static string PartAt(IReadOnlyList<PlainZipEntry> entries, int place)
    {
        var at = 0;
        foreach (var entry in entries)
        {
            at += LocalSize + Encoding.UTF8.GetByteCount(entry.Name);
            if (place < at)
                return $"the header of '{entry.Name}'";
            at += entry.Content.Length;
            if (place < at)
                return $"the content of '{entry.Name}'";
        }
        foreach (var entry in entries)
        {
            at += CentralSize + Encoding.UTF8.GetByteCount(entry.Name);
            if (place < at)
                return $"the directory's line of '{entry.Name}'";
        }
        return "the end of the directory";
    }
}

/// <param name="Name">Path with slashes.</param>
public sealed record PlainZipEntry(string Name, ReadOnlyMemory<byte> Content);
