using ProviderService.Hosting;
using ProviderService.Jobs;
using ProviderService.Resources;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddArm();
builder.Services.AddResources();
builder.Services.AddJobs();

var app = builder.Build();
app.UseArmPipeline();
app.MapResources();
app.Run();
