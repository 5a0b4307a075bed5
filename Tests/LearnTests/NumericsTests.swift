import Glibc
import Testing
import Worlds

@testable import Learn

@Suite struct NumericsTests {
  @Test("the exponential is within two ulps of the C library's from −708 to 700, and 0 below")
  func exponentials() {
    var worst = 0.0
    for index in 0..<200_000 {
      let x = SIMD4(-1, 1, 0.1, -0.001) * (Double(index) * 700 / 200_000)
      let result = exponential(x)
      for lane in 0..<4 {
        let exact = Glibc.exp(x[lane])
        worst = max(worst, abs(result[lane] - exact) / exact.ulp)
      }
    }
    #expect(worst <= 2)
    #expect(exponential(SIMD4(-709, -1e6, -.infinity, 0)) == SIMD4(0, 0, 0, 1))
  }

  @Test("a draw falls on the first index whose cumulated probability exceeds it")
  func sampling() {
    let probabilities = [0.25, 0.5, 0, 0.25]
    let found = [0, 0.2499, 0.25, 0.7499, 0.75, 0.9999].map { index(of: $0, in: probabilities, count: 4) }
    #expect(found == [0, 0, 1, 1, 3, 3])
  }

  @Test("returns are G_t = R_{t+1} + γ G_{t+1}, backwards from 0")
  func returns() {
    let episode = [3.0, -1, 2].map { Step<Stairs>(0, 0, $0) }
    var returns: [Double] = [9]
    discountedReturns(of: episode, γ: 0.5, into: &returns)
    let expected = [3 + 0.5 * (-1 + 0.5 * 2), -1 + 0.5 * 2, 2]
    #expect(returns == expected)
    // A shorter episode leaves the rest of the memory as it is.
    discountedReturns(of: Array(episode.suffix(1)), γ: 0.5, into: &returns)
    #expect(returns[0] == 2 && returns[1...] == expected[1...])
    discountedReturns(of: [Step<Stairs>](), γ: 0.5, into: &returns)
    #expect(returns.count == 3)
  }

  @Test("a singular block is solved by its pseudo-inverse, a ridge adds to each eigenvalue, and what is zero stays so")
  func blocks() {
    var matrix = BlockMatrix(count: 4, size: 2)
    matrix.addSquare(1, of: [9, 9, 1, -1], in: 2..<4)
    #expect(matrix[2, 3] == -1 && matrix[0, 0] == 0 && matrix[1, 2] == 0)
    // The eigenvalue of (1, −1) is 2, that of (1, 1) is 0.
    #expect(close(matrix.solve([5, 5, 3, -1], ridge: 0), [0, 0, 1, -1]))
    #expect(close(matrix.solve([0, 0, 2, -2], ridge: 2), [0, 0, 0.5, -0.5]))
    #expect(matrix.product([7, 7, 1, 0]) == [0, 0, 1, -1])
    matrix.clear()
    #expect(matrix.product([1, 1, 1, 1]) == [0, 0, 0, 0])
  }
}
