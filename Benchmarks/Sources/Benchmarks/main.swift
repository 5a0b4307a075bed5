// The speeds that the documents quote, each as a ratio measured in this run. With names as arguments, only those.
let names = CommandLine.arguments.dropFirst()
let benchmarks: [(name: String, run: () throws -> Void)] = [
  ("tabular", TabularBenchmarks.run),
  ("traces", TabularBenchmarks.traces),
  ("control", ControlBenchmarks.run),
  ("tetris", ControlBenchmarks.tetris),
  ("probe", ProbeBenchmarks.noProbe),
  ("drawing", ProbeBenchmarks.drawing),
  ("stopping", ProbeBenchmarks.stopping),
  ("sac", { try DeepBenchmarks.run(.sac) }),
  ("td3", { try DeepBenchmarks.run(.td3) }),
  ("ddpg", { try DeepBenchmarks.run(.ddpg) }),
  ("ppo", DeepBenchmarks.ppo),
  ("a3c", DeepBenchmarks.a3c),
]
for benchmark in benchmarks where names.isEmpty || names.contains(benchmark.name) { try benchmark.run() }
