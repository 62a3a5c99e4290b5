import Foundation

/// A thread of its own for training, so that no click waits for a tree to grow.
final class TrainingExecutor: TaskExecutor {
    static let shared = TrainingExecutor()

    private let queue = DispatchQueue(label: "dean.training", qos: .utility)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
