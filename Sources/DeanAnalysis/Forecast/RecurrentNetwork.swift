import Foundation

/// One layer of long short-term memory (Hochreiter and Schmidhuber 1997, with a forget gate) and a linear layer on top.
///
/// All weights lie in one array: input weights, recurrent weights and biases of the four gates (input, forget, cell,
/// output; each `hidden` rows), then weights and biases of the linear layer.
package struct RecurrentNetwork: Sendable, Hashable {
    package let inputs: Int
    package let hidden: Int
    package var weights: [Double]

    /// The memory between two steps.
    package struct State: Sendable, Hashable {
        package fileprivate(set) var output: [Double]
        package fileprivate(set) var cell: [Double]
    }

    /// Small random weights; forget gates start open.
    package init(inputs: Int, hidden: Int, using random: inout some RandomNumberGenerator) {
        self.inputs = inputs
        self.hidden = hidden
        let count = 4 * hidden * (inputs + hidden + 1) + inputs * (hidden + 1)
        weights = [Double](repeating: 0, count: count)
        let spread = 1 / Double(inputs + hidden).squareRoot()
        for index in 0..<(4 * hidden * (inputs + hidden)) {
            weights[index] = Double.random(in: -spread..<spread, using: &random)
        }
        for index in 0..<hidden { weights[biases + hidden + index] = 1 }
        for index in 0..<(inputs * hidden) { weights[head + index] = Double.random(in: -0.1..<0.1, using: &random) }
    }

    private var recurrent: Int { 4 * hidden * inputs }
    private var biases: Int { recurrent + 4 * hidden * hidden }
    private var head: Int { biases + 4 * hidden }
    private var headBiases: Int { head + inputs * hidden }

    package var start: State {
        State(output: [Double](repeating: 0, count: hidden), cell: [Double](repeating: 0, count: hidden))
    }

    /// What a step leaves behind for the way back.
    private struct Step {
        let input: [Double]
        let before: State
        let gates: [Double]
        let after: State
    }

    /// The prediction of the next input.
    package func advance(_ state: inout State, _ input: [Double]) -> [Double] {
        let step = forward(state, input)
        state = step.after
        return prediction(state.output)
    }

    private func forward(_ state: State, _ input: [Double]) -> Step {
        var gates = [Double](repeating: 0, count: 4 * hidden)
        var after = state
        weights.withUnsafeBufferPointer { weights in
            for row in 0..<(4 * hidden) {
                var sum = weights[biases + row]
                for column in 0..<inputs { sum += weights[row * inputs + column] * input[column] }
                let offset = recurrent + row * hidden
                for column in 0..<hidden { sum += weights[offset + column] * state.output[column] }
                gates[row] = row / hidden == 2 ? tanh(sum) : 1 / (1 + exp(-sum))
            }
        }
        for unit in 0..<hidden {
            let cell = gates[hidden + unit] * state.cell[unit] + gates[unit] * gates[2 * hidden + unit]
            after.cell[unit] = cell
            after.output[unit] = gates[3 * hidden + unit] * tanh(cell)
        }
        return Step(input: input, before: state, gates: gates, after: after)
    }

    private func prediction(_ output: [Double]) -> [Double] {
        (0..<inputs).map { row in
            var sum = weights[headBiases + row]
            for column in 0..<hidden { sum += weights[head + row * hidden + column] * output[column] }
            return sum
        }
    }

    /// The mean over steps and places of half the squared error of predicting each input from those before it, and its
    /// gradient by the weights, by back-propagation through time.
    package func gradient(_ sequence: [[Double]]) -> (loss: Double, gradient: [Double]) {
        var steps: [Step] = []
        var state = start
        for input in sequence.dropLast() {
            let step = forward(state, input)
            state = step.after
            steps.append(step)
        }
        var gradient = [Double](repeating: 0, count: weights.count)
        guard !steps.isEmpty else { return (0, gradient) }
        let share = 1 / Double(steps.count * inputs)
        var loss = 0.0
        var outputError = [Double](repeating: 0, count: hidden)
        var cellError = outputError
        for (place, step) in steps.enumerated().reversed() {
            let predicted = prediction(step.after.output)
            for row in 0..<inputs {
                let error = predicted[row] - sequence[place + 1][row]
                loss += share * error * error / 2
                gradient[headBiases + row] += share * error
                for unit in 0..<hidden {
                    gradient[head + row * hidden + unit] += share * error * step.after.output[unit]
                    outputError[unit] += share * error * weights[head + row * hidden + unit]
                }
            }
            back(step, &outputError, &cellError, &gradient)
        }
        return (loss, gradient)
    }

    /// Takes the errors of a step's output and cell to the step before.
    private func back(_ step: Step, _ output: inout [Double], _ cell: inout [Double], _ gradient: inout [Double]) {
        var raw = [Double](repeating: 0, count: 4 * hidden)
        for unit in 0..<hidden {
            let (take, keep) = (step.gates[unit], step.gates[hidden + unit])
            let (new, show) = (step.gates[2 * hidden + unit], step.gates[3 * hidden + unit])
            let shown = tanh(step.after.cell[unit])
            let toCell = cell[unit] + output[unit] * show * (1 - shown * shown)
            raw[unit] = toCell * new * take * (1 - take)
            raw[hidden + unit] = toCell * step.before.cell[unit] * keep * (1 - keep)
            raw[2 * hidden + unit] = toCell * take * (1 - new * new)
            raw[3 * hidden + unit] = output[unit] * shown * show * (1 - show)
            cell[unit] = toCell * keep
            output[unit] = 0
        }
        weights.withUnsafeBufferPointer { weights in
            gradient.withUnsafeMutableBufferPointer { gradient in
                for row in 0..<(4 * hidden) {
                    gradient[biases + row] += raw[row]
                    for column in 0..<inputs { gradient[row * inputs + column] += raw[row] * step.input[column] }
                    let offset = recurrent + row * hidden
                    for column in 0..<hidden {
                        gradient[offset + column] += raw[row] * step.before.output[column]
                        output[column] += raw[row] * weights[offset + column]
                    }
                }
            }
        }
    }

    /// One pass of Adam (Kingma and Ba 2015) for each of `sequences`, in this order.
    package mutating func train(on sequences: some Sequence<[[Double]]>, rate: Double) {
        var (first, second) = (
            [Double](repeating: 0, count: weights.count), [Double](repeating: 0, count: weights.count)
        )
        var (firstLeft, secondLeft) = (1.0, 1.0)
        for sequence in sequences {
            let gradient = gradient(sequence).gradient
            firstLeft *= 0.9
            secondLeft *= 0.999
            for index in weights.indices {
                first[index] = 0.9 * first[index] + 0.1 * gradient[index]
                second[index] = 0.999 * second[index] + 0.001 * gradient[index] * gradient[index]
                let size = (second[index] / (1 - secondLeft)).squareRoot() + 1e-8
                weights[index] -= rate * first[index] / (1 - firstLeft) / size
            }
        }
    }
}
