import DeanDomain
import Foundation

extension SeededRandom {
    /// A stream of its own for every combination of `keys`: what one ad draws never shifts what another draws.
    init(seed: UInt64, _ keys: UInt64...) {
        var mixed = seed
        for key in keys {
            var step = SeededRandom(seed: mixed ^ (key &* 0xd6e8_feb8_6659_fd93))
            mixed = step.next()
        }
        self.init(seed: mixed)
    }

    /// 0 up to but not including 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Standard normal (Box and Muller 1958).
    mutating func normal() -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return radius * cos(2 * .pi * unit())
    }

    /// exp of a normal with mean 1: noise that multiplies without moving the mean.
    mutating func lognormal(sd: Double) -> Double { exp(sd * normal() - sd * sd / 2) }

    mutating func exponential(mean: Double) -> Double { -mean * log(1 - unit()) }

    /// A count with the given mean; the normal approximation above 30, where it errs by less than the noise.
    mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        guard mean < 30 else { return max(0, Int((mean + mean.squareRoot() * normal()).rounded())) }
        let limit = exp(-mean)
        var product = unit()
        var count = 0
        while product > limit {
            product *= unit()
            count += 1
        }
        return count
    }

    /// Successes in `trials` tries of probability `share`.
    mutating func binomial(_ trials: Int, _ share: Double) -> Int {
        guard trials > 0, share > 0 else { return 0 }
        guard share < 1 else { return trials }
        if trials <= 16 {
            var count = 0
            for _ in 0..<trials where unit() < share { count += 1 }
            return count
        }
        let mean = Double(trials) * share
        if mean < 30 { return min(trials, poisson(mean)) }
        return min(trials, max(0, Int((mean + (mean * (1 - share)).squareRoot() * normal()).rounded())))
    }
}
