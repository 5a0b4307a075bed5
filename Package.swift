// swift-tools-version: 6.2
import PackageDescription

// The processor that the program is built for. `native` is the fastest here; a binary that travels
// wants a level such as `x86-64-v3`. Swift takes its target features from the C compiler's flags.
let processor = Context.environment["ASCENT_CPU"] ?? "native"
#if arch(x86_64)
  let target = "-march=\(processor)"
#else
  let target = "-mcpu=\(processor)"
#endif

// Every Swift target carries the same flags: a generic of one module is specialised inside another
// only with cross-module optimisation, and a kernel is inlined only between equal target features.
let flags: [SwiftSetting] =
  [
    .unsafeFlags(["-Xcc", target, "-cross-module-optimization"]),
    .swiftLanguageMode(.v6),
  ] + (Context.environment["ASCENT_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

let package = Package(
  name: "Ascent",
  products: [
    .executable(name: "ascent", targets: ["ascent"]),
    .library(name: "AscentCore", targets: ["TUI", "Learn", "Worlds"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .target(name: "Worlds", swiftSettings: flags),
    // What the Swift code is compiled for, as constants.
    .target(name: "CVectors"),
    .target(name: "Learn", dependencies: ["Worlds", "CVectors"], swiftSettings: flags),
    .target(name: "TUI", dependencies: ["Learn"], swiftSettings: flags),
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw")]),
    .executableTarget(
      name: "ascent",
      dependencies: [
        "TUI", "Learn", "Worlds", "CNcurses",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: flags),
    // What other programs have computed, for the tests to compare with.
    .target(name: "Recorded", path: "Tests/Recorded"),
    .testTarget(name: "WorldsTests", dependencies: ["Worlds", "Recorded"], swiftSettings: flags),
    .testTarget(name: "LearnTests", dependencies: ["Learn"], swiftSettings: flags),
    .testTarget(name: "TUITests", dependencies: ["TUI"], swiftSettings: flags),
    .testTarget(name: "EndToEndTests", dependencies: ["ascent", "Recorded"], swiftSettings: flags),
  ]
)
