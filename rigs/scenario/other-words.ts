import type { Finding } from '../rig-file/finding.ts'

/** Words of the language that are not built yet: of Config, and of readers. */
export const LATER_WORDS: readonly string[] = [...['edit', 'export-users'], ...['attach', 'detach', 'replace']]

/** Keys of the file itself that are not built yet. */
export const LATER_KEYS: readonly string[] = ['invariants']

const SLEEP = {
  code: 'SLEEP',
  message: 'A scenario does not sleep: let time pass with advance or until, and wait with expect … within.',
} as const
const RETRY = { code: 'RETRY', message: 'A scenario does not try again: what fails once has found something.' } as const

/** Words that will never be, each with what to write instead. */
export const REFUSED_WORDS: Readonly<Record<string, Pick<Finding, 'code' | 'message'>>> = {
  sleep: SLEEP,
  wait: SLEEP,
  timeout: SLEEP,
  retry: RETRY,
  retries: RETRY,
}

/** What people may look for under another name, and the one way in which the language says it. */
export const OTHER_SPELLINGS: Readonly<Record<string, string>> = {
  at: 'until, where nothing is done then',
  slow: 'delay',
  hold: 'tap',
  assert: 'expect',
  explain: 'expect, with explain behind it',
  fork: 'the key start-from of the file',
  'for-each': 'the key variants of the file',
}
