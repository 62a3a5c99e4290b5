/// The decision core on files: CSV in, CSV out.
///
/// A score is a function of its file and of nothing else. All input is read and checked before the first byte of output
/// is made, so an error leaves nothing half-written. Knows nothing of accounts, stores or networks.
package enum Scoring {}
