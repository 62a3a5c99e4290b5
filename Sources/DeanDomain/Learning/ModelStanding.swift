/// Which learned model is in force for an account, and why none is where none is.
package struct ModelStanding: Sendable, Codable, Hashable {
    /// Nil where the rules decide alone.
    package var model: LearnedModel?
    /// The newest look at how well a model holds, of the one in force where there is one.
    package var validation: ModelValidation?
    /// Why no model is in force, in a sentence's end; nil where one is.
    package var absence: String?

    package init(model: LearnedModel? = nil, validation: ModelValidation? = nil, absence: String? = nil) {
        self.model = model
        self.validation = validation
        self.absence = absence
    }

    /// Before anything was trained.
    package static let none = ModelStanding(absence: "none has been trained yet")
}
