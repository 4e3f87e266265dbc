namespace ProviderService.Tests.Identity.Authorization;

/// <summary>Who gets in where. A route that is new fails here until it has a row.</summary>
public sealed class AuthorizationMatrixTests(MatrixCallers callers) : IClassFixture<MatrixCallers>
{
    [Fact]
    public void Every_route_has_a_row_and_every_row_a_route() => Assert.Equal(
        AuthorizationMatrix.Rows.Select(row => row.Data.Item1).Order(StringComparer.Ordinal), callers.Routes.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(AuthorizationMatrix.Rows), MemberType = typeof(AuthorizationMatrix))]
    public async Task Everybody_is_answered_as_the_row_says(string route, string answers) => Assert.Equal(answers, await callers.CallAsync(route));
}
