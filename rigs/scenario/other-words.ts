/** Words of the language that are not built yet: people at the door, Config, the world, time, what is prepared. */
export const LATER_WORDS: readonly string[] = [
  ...['key', 'ring', 'answer', 'reject', 'hang-up', 'present', 'log-in', 'log-out', 'send', 'learn', 'prompt'],
  ...['edit', 'edit-user', 'delete-user', 'add-group', 'assign', 'add-schedule', 'import-users', 'export-users'],
  ...['remove-member', 'take-over', 'unshare', 'explain'],
  ...['cut', 'heal', 'slow', 'delay', 'drop', 'repeat', 'reorder', 'skew', 'pause', 'resume'],
  ...['crash', 'power', 'unplug', 'plug', 'attach', 'detach', 'back-up', 'restore', 'reset'],
  ...['at', 'fork', 'for-each'],
]

/** Keys of the file itself that are not built yet. */
export const LATER_KEYS: readonly string[] = ['needs', 'lanes', 'variants', 'start-from', 'invariants', 'quarantine']

const SLEEP = 'A scenario does not sleep: let time pass with advance or until, and wait with expect … within.'
const RETRY = 'A scenario does not try again: what fails once has found something.'

/** Words that will never be, and what to write instead. */
export const REFUSED_WORDS: Readonly<Record<string, string>> = {
  sleep: SLEEP,
  wait: SLEEP,
  timeout: SLEEP,
  retry: RETRY,
  retries: RETRY,
}
