using ProviderService.Hosting;
using ProviderService.Hosting.OpenApi;
using ProviderService.Jobs;
using ProviderService.Resources;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddArm();
builder.Services.AddResources();
builder.Services.AddJobs();
builder.Services.AddOpenApiDocuments();

var app = builder.Build();
app.UseArmPipeline();
app.MapResources();
app.Run();
