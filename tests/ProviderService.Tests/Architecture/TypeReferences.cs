using System.Reflection;
using System.Reflection.Emit;

namespace ProviderService.Tests.Architecture;

/// <summary>Finds every type that a type mentions: in its declaration, its members' signatures and the instructions of its methods.</summary>
internal static class TypeReferences
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IEnumerable<Type> Of(Type type) => Mentioned(type).SelectMany(Flatten).Distinct();

    private static IEnumerable<Type?> Mentioned(Type type) =>
    [
        type.BaseType,
        .. type.GetInterfaces(),
        .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
        .. type.GetFields(Declared).Select(field => field.FieldType),
        .. type.GetMethods(Declared).SelectMany(method => InMethod(method).Append(method.ReturnType)),
        .. type.GetConstructors(Declared).SelectMany(InMethod),
    ];

    private static IEnumerable<Type?> InMethod(MethodBase method) =>
    [
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [],
        .. method.GetMethodBody()?.GetILAsByteArray() is { } instructions ? InInstructions(method, instructions) : [],
    ];

    private static IEnumerable<Type?> InInstructions(MethodBase method, byte[] instructions)
    {
        for (var position = 0; position < instructions.Length;)
        {
            var code = ReadOpCode(instructions, ref position);
            if (code.OperandType is OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
                foreach (var type in Resolve(method, BitConverter.ToInt32(instructions, position))) yield return type;
            position += OperandSize(code, instructions, position);
        }
    }

    private static OpCode ReadOpCode(byte[] instructions, ref int position)
    {
        short value = instructions[position++];
        if (value == 0xFE) value = (short)(0xFE00 | instructions[position++]);
        return OpCodesByValue[value];
    }

    private static int OperandSize(OpCode code, byte[] instructions, int position) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(instructions, position)),
        _ => 4,
    };

    private static IEnumerable<Type?> Resolve(MethodBase method, int token)
    {
        var typeArguments = method.DeclaringType?.IsGenericType == true ? method.DeclaringType.GetGenericArguments() : null;
        var member = method.Module.ResolveMember(token, typeArguments, method.IsGenericMethod ? method.GetGenericArguments() : null);
        return member switch
        {
            Type type => [type],
            MethodInfo called => [called.DeclaringType, called.ReturnType, .. called.GetGenericArguments(), .. called.GetParameters().Select(p => p.ParameterType)],
            FieldInfo field => [field.DeclaringType, field.FieldType],
            _ => [member?.DeclaringType],
        };
    }

    /// <summary>A constructed type mentions its parts as well.</summary>
    private static IEnumerable<Type> Flatten(Type? type)
    {
        if (type is null || type.IsGenericParameter) return [];
        if (type.HasElementType) return Flatten(type.GetElementType());
        return [type, .. type.GenericTypeArguments.SelectMany(Flatten)];
    }
}
