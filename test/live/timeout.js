// A project of jest cannot have a timeout of its own. In milliseconds; clusters take seconds, and more on a busy machine.
jest.setTimeout(180_000);
