using System.Globalization;
using System.Numerics;
using ProviderService.Core.Arm;
using ProviderService.Core.Encryption;

namespace ProviderService.Hosting.Paging;

/// <summary>Which page of which list a request asks for.</summary>
/// <param name="Request">The request for a collection.</param>
/// <param name="Size">At most so many items (<c>$top</c>, up to <see cref="MaxSize"/>).</param>
/// <param name="SkipToken">What the link to this page carries; <see langword="null"/> for the first page.</param>
internal sealed record PageQuery(ArmRequest Request, int Size, string? SkipToken)
{
    public const int MaxSize = 100;
    public const string TopName = "$top";
    public const string FilterName = "$filter";
    public const string ExpandName = "$expand";
    private const string SkipTokenName = "$skipToken";

    public static readonly ArmQueryParameter TopParameter = new(TopName, $"The most items that a page may have; {MaxSize} if absent or more.", IsNumber: true);

    private IQueryCollection Query => Request.Http.Request.Query;

    /// <summary>What makes this list another than any other list; a token of it opens with exactly these.</summary>
    public ClearFields Identity => new(
        "skip token", Request.Type.FullName, Request.Path.ToLowerInvariant(), Request.Version.Version.ToString(),
        Query[FilterName], Size.ToString(CultureInfo.InvariantCulture));

    /// <exception cref="ArmException">400 <c>InvalidTopInQueryString</c>.</exception>
    public static PageQuery Read(ArmRequest request)
    {
        var query = request.Http.Request.Query;
        return new PageQuery(request, SizeOf(query), query.TryGetValue(SkipTokenName, out var token) ? token.ToString() : null);
    }

    /// <summary>The path and query of another page of the same list.</summary>
    public string LinkTo(string skipToken)
    {
        var kept = Query.Where(parameter => !parameter.Key.Equals(SkipTokenName, StringComparison.OrdinalIgnoreCase));
        return Request.Http.Request.Path.ToUriComponent() + QueryString.Create(kept).Add(SkipTokenName, skipToken);
    }

    private static int SizeOf(IQueryCollection query)
    {
        if (!query.TryGetValue(TopName, out var text)) return MaxSize;
        if (BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top > 0) return (int)BigInteger.Min(top, MaxSize);
        throw new ArmException(400, "InvalidTopInQueryString", "The query parameter '$top' must be a positive number.", TopName, FailureCause.Gateway);
    }
}
