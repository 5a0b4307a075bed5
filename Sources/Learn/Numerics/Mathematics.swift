import Glibc

// The C library's mathematics, under the names the books use; nothing else of the platform is used in Learn's algorithms.
@inline(__always) func log(_ x: Double) -> Double { Glibc.log(x) }
@inline(__always) func exp(_ x: Double) -> Double { Glibc.exp(x) }
@inline(__always) func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
@inline(__always) func arccosine(_ x: Double) -> Double { Glibc.acos(x) }
@inline(__always) func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
@inline(__always) func atanh(_ x: Double) -> Double { Glibc.atanh(x) }
