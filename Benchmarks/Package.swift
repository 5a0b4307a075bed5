// swift-tools-version: 6.2
import PackageDescription

let processor = Context.environment["ASCENT_CPU"] ?? "native"
#if arch(x86_64)
  let target = "-march=\(processor)"
#else
  let target = "-mcpu=\(processor)"
#endif

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "Ascent", path: "..")],
  targets: [
    // The yardstick: the same loops in C, with the same target features and the same rounding as Swift, which does not
    // contract a multiplication and an addition into one.
    .target(name: "PlainC", cSettings: [.unsafeFlags(["-O3", target, "-ffp-contract=off"])]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["PlainC", .product(name: "AscentCore", package: "Ascent")],
      swiftSettings: [
        .unsafeFlags(["-Xcc", target, "-cross-module-optimization"]), .swiftLanguageMode(.v6),
      ],
      linkerSettings: [.linkedLibrary("m")]),
  ]
)
