using System.Globalization;
using System.Text;
using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Library;

/// <summary><c>JSON.parse</c> and <c>JSON.stringify</c>.</summary>
internal static class JsonLibrary
{
    public static readonly LibraryObject JsonObject = Natives.Library("JSON", Natives.Table(("parse", Parse), ("stringify", Stringify)));

    private static object? Parse(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var reader = new Reader(Coerce.ToText(args.At(0), run), run);
        var value = reader.ReadDocument();
        return args.At(1) is JsFunction reviver ? Revive(run, reviver, "", value) : value;
    }

    private static object? Revive(Evaluation run, JsFunction reviver, string key, object? value)
    {
        run.Enter(1);
        if (value is List<object?> list)
        {
            for (var i = 0; i < list.Count; i++)
                list[i] = Revive(run, reviver, NumberText.Of(i), list[i]);
        }
        else if (value is Dictionary<string, object?> map)
        {
            foreach (var name in Members.OwnKeys(map, run))
            {
                var revived = Revive(run, reviver, (string)name!, map[(string)name!]);
                if (revived is Undefined)
                    Members.Delete(map, name, run);
                else
                    map[(string)name!] = revived;
            }
        }
        run.Leave(1);
        return reviver.Call(run, Undefined.Value, [key, value]);
    }

    private static object? Stringify(Evaluation run, object? self, ReadOnlySpan<object?> args)
    {
        var indent = args.At(2) switch
        {
            double count => new string(' ', (int)Math.Clamp(count, 0, 10)),
            string text => text[..Math.Min(text.Length, 10)],
            _ => "",
        };
        var writer = new Writer(run, args.At(1), indent);
        return writer.Write("", args.At(0)) ? run.Text(writer.ToString()) : Undefined.Value;
    }

    private sealed class Writer(Evaluation run, object? replacer, string indent)
    {
        private readonly StringBuilder text = new();
        private readonly HashSet<object> around = new(ReferenceEqualityComparer.Instance);
        private readonly HashSet<string>? only = replacer is List<object?> names ? [.. names.Select(n => Coerce.ToText(n, run))] : null;

        public override string ToString() => text.ToString();

        /// <returns>Whether there was anything to write: undefined and functions have no text.</returns>
        public bool Write(string key, object? value)
        {
            run.Step(1);
            if (value is DateValue date)
                value = double.IsNaN(date.Time) ? null : DateText.ToIso(date.Time);
            else if (value is Dictionary<string, object?> own && own.GetValueOrDefault("toJSON") is JsFunction conversion)
                value = conversion.Call(run, value, [key]);
            if (replacer is JsFunction function)
                value = function.Call(run, Undefined.Value, [key, value]);
            var before = text.Length;
            switch (value)
            {
                case null: text.Append("null"); break;
                case bool flag: text.Append(flag ? "true" : "false"); break;
                case double number: text.Append(double.IsFinite(number) ? NumberText.Of(number) : "null"); break;
                case string s: Quote(s); break;
                case List<object?> list: WriteList(list); break;
                case Dictionary<string, object?> map: WriteMap(map); break;
                case Undefined or JsFunction: return false;
                default: text.Append("{}"); break;
            }
            run.Allocate(2L * (text.Length - before));
            return true;
        }

        private void Open(object container)
        {
            run.Enter(2);
            if (!around.Add(container))
                throw run.TypeError("Expected a value without cycles to write as JSON, but it contains itself.");
        }

        private void Close(object container)
        {
            around.Remove(container);
            run.Leave(2);
        }

        private void NewLine(int level)
        {
            if (indent.Length == 0)
                return;
            text.Append('\n');
            for (var i = 0; i < level; i++)
                text.Append(indent);
        }

        private void WriteList(List<object?> list)
        {
            Open(list);
            text.Append('[');
            for (var i = 0; i < list.Count; i++)
            {
                if (i > 0)
                    text.Append(',');
                NewLine(around.Count);
                if (!Write(NumberText.Of(i), list[i]))
                    text.Append("null");
            }
            Close(list);
            if (list.Count > 0)
                NewLine(around.Count);
            text.Append(']');
        }

        private void WriteMap(Dictionary<string, object?> map)
        {
            Open(map);
            text.Append('{');
            var any = false;
            foreach (string? key in Members.OwnKeys(map, run))
            {
                if (only?.Contains(key!) == false)
                    continue;
                var before = text.Length;
                if (any)
                    text.Append(',');
                NewLine(around.Count);
                Quote(key!);
                text.Append(indent.Length > 0 ? ": " : ":");
                if (Write(key!, map.GetValueOrDefault(key!)))
                    any = true;
                else
                    text.Length = before;
            }
            Close(map);
            if (any)
                NewLine(around.Count);
            text.Append('}');
        }

        private void Quote(string value)
        {
            run.Step(value.Length >> 5);
            text.Append('"');
            for (var i = 0; i < value.Length; i++)
            {
                var c = value[i];
                switch (c)
                {
                    case '"': text.Append("\\\""); break;
                    case '\\': text.Append("\\\\"); break;
                    case '\b': text.Append("\\b"); break;
                    case '\f': text.Append("\\f"); break;
                    case '\n': text.Append("\\n"); break;
                    case '\r': text.Append("\\r"); break;
                    case '\t': text.Append("\\t"); break;
                    default:
                        var lone = char.IsSurrogate(c) && !(char.IsHighSurrogate(c) ? i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]) : i > 0 && char.IsHighSurrogate(value[i - 1]));
                        if (c < ' ' || lone)
                            text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                        else
                            text.Append(c);
                        break;
                }
            }
            text.Append('"');
        }
    }

    private sealed class Reader(string json, Evaluation run)
    {
        private int at;

        public object? ReadDocument()
        {
            run.Step(json.Length >> 4);
            var value = ReadValue();
            Skip();
            return at == json.Length ? value : throw Unexpected("the end");
        }

        private JsThrow Unexpected(string expected) => run.Throw(new ErrorValue("SyntaxError",
            at < json.Length ? $"Expected {expected} in JSON at position {at}, but '{json[at]}' is there." : $"Expected {expected} in JSON, but the text ends."));

        private void Skip()
        {
            while (at < json.Length && json[at] is ' ' or '\t' or '\n' or '\r')
                at++;
        }

        private bool TryTake(char c)
        {
            Skip();
            if (at >= json.Length || json[at] != c)
                return false;
            at++;
            return true;
        }

        private object? ReadValue()
        {
            Skip();
            if (at >= json.Length)
                throw Unexpected("a value");
            switch (json[at])
            {
                case '{': return ReadMap();
                case '[': return ReadList();
                case '"': return ReadText();
                case 't': return ReadWord("true", Coerce.True);
                case 'f': return ReadWord("false", Coerce.False);
                case 'n': return ReadWord("null", null);
                default: return ReadNumber();
            }
        }

        private object? ReadWord(string word, object? value)
        {
            if (string.CompareOrdinal(json, at, word, 0, word.Length) != 0)
                throw Unexpected($"'{word}'");
            at += word.Length;
            return value;
        }

        private object ReadNumber()
        {
            var start = at;
            if (at < json.Length && json[at] == '-')
                at++;
            var digits = at;
            while (at < json.Length && (char.IsAsciiDigit(json[at]) || json[at] is '.' or 'e' or 'E' or '+' or '-'))
                at++;
            var text = json[start..at];
            var number = at > digits && char.IsAsciiDigit(json[digits]) && !(json[digits] == '0' && at > digits + 1 && char.IsAsciiDigit(json[digits + 1])) && char.IsAsciiDigit(json[at - 1])
                && !text.Contains(".e", StringComparison.OrdinalIgnoreCase) ? NumberText.Parse(text) : double.NaN;
            if (!double.IsNaN(number))
                return Coerce.Box(number);
            at = start;
            throw Unexpected("a value");
        }

        private string ReadText()
        {
            at++;
            var text = new StringBuilder();
            while (true)
            {
                if (at >= json.Length || json[at] < ' ')
                    throw Unexpected("'\"'");
                var c = json[at++];
                if (c == '"')
                    return run.Text(text.ToString());
                if (c != '\\')
                {
                    text.Append(c);
                    continue;
                }
                var escape = at < json.Length ? json[at++] : '\0';
                var plain = "\"\\/bfnrt".IndexOf(escape, StringComparison.Ordinal);
                if (plain >= 0)
                    text.Append("\"\\/\b\f\n\r\t"[plain]);
                else if (escape == 'u' && at + 4 <= json.Length && ushort.TryParse(json.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                {
                    text.Append((char)code);
                    at += 4;
                }
                else
                    throw Unexpected("an escape");
            }
        }

        private List<object?> ReadList()
        {
            run.Enter(1);
            at++;
            var list = run.NewList(0);
            if (!TryTake(']'))
            {
                do
                    run.Append(list, ReadValue());
                while (TryTake(','));
                if (!TryTake(']'))
                    throw Unexpected("',' or ']'");
            }
            run.Leave(1);
            return list;
        }

        private Dictionary<string, object?> ReadMap()
        {
            run.Enter(1);
            at++;
            var map = run.NewMap();
            if (!TryTake('}'))
            {
                do
                {
                    Skip();
                    if (at >= json.Length || json[at] != '"')
                        throw Unexpected("a name");
                    var key = ReadText();
                    if (!TryTake(':'))
                        throw Unexpected("':'");
                    Members.Set(map, key, ReadValue(), run);
                }
                while (TryTake(','));
                if (!TryTake('}'))
                    throw Unexpected("',' or '}'");
            }
            run.Leave(1);
            return map;
        }
    }
}
