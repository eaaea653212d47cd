/** Thrown inside the writer at a value that is not JSON; the writer turns it into a FederationError with its place. */
export class UnwritableValue extends Error {}
