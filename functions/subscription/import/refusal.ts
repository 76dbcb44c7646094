/** A file that cannot be imported at all; the message says what is wrong and what to do. */
export class Refusal extends Error {}
