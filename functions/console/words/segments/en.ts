/** The texts of making and changing a segment. */
const words = {
  segmentForm: {
    make: 'Make a segment',
    edit: 'Change its rule…',
    name: 'Name',
    nameNote: 'a–z, 0–9 and hyphens, such as “students”',
    rule: 'Rule',
    ruleNote:
      'Who is in it, such as: field:role=student and not got:spring-2031. Join parts by “and”, “or”, “not” and parentheses.',
    parts: 'What rules are made of',
    language: (all: string) => `the language in which they read: ${all}`,
    topic: (all: string) => `a section that they chose, or all: ${all}`,
    field: (all: string) => `what they answered: ${all}`,
    joined: 'when they signed up: since a day (>=), or before it (<)',
    from: 'how they came: form, import, a form’s path or an import’s id',
    got: 'who got an issue',
    engaged: 'who opened it or pressed a link in it, where that is tracked',
    save: 'Save it',
    wrong: (column: string, message: string) => `The rule cannot be read, at letter ${column}: ${message}`,
    changedMeanwhile:
      'Somebody has saved this segment since you opened it, so yours is not saved. Look at both, and choose.',
    theirs: 'As it stands now',
    yours: 'As you typed it',
    somebody: 'somebody',
    savedBy: (by: string, at: string) => `Saved by ${by}, ${at}`,
    notSaved: 'Not saved. It can also be changed further below.',
    keepTheirs: 'Keep theirs',
    putOver: 'Put mine in its place',
    saved: 'Saved.',
  },
} as const
export default words
