import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runCli } from '../../../rigs/cli/cli.ts'
import { aTerminal } from '../cli/a-terminal.ts'

const scenario = (header: string, tag: string): string => `scenario: A card of one's own
rig: ${resolve('rigs/two-sites.yaml')}
${header}start: 2026-10-23T10:00[Europe/Vienna]
steps:
  - { tap: ${tag}, reader: home/front-door }
  - { expect: { decision: granted, user: Anna@Office, credential: blue-card } }
`

/** What a command line says in a folder with a scenario and `mine.yaml`. */
async function typed(text: string, secrets: string, words: readonly string[], mode = 0o600) {
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-secrets-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'mine.yaml'), secrets)
  await chmod(join(folder, 'mine.yaml'), mode)
  await writeFile(join(folder, 'own.yaml'), text)
  const terminal = aTerminal({ folder })
  const [verb = '', ...rest] = words
  await runCli([verb, join(folder, 'own.yaml'), ...rest], terminal)
  return terminal
}

const OWN = 'credentials:\n  blue-card: { tag: 04 C0 FF EE }\n  other-card: { tag: 04 C0 FF EF }\n'

describe('the secrets file of a scenario', () => {
  test('adds credentials to those of the rig, and has the id that counts where both have one', async () => {
    const own = await typed(scenario('secrets: mine.yaml\n', '04 C0 FF EE'), OWN, ['run'])
    expect([own.printed.join(), own.code]).toEqual([expect.stringMatching(/^pass/), 0])
    const old = await typed(scenario('secrets: mine.yaml\n', '04 A1 B2 C3 D4 E5 80'), OWN, ['run'])
    expect([old.printed.join(), old.code]).toEqual([expect.stringContaining('denied'), 1])
    const unnamed = await typed(scenario('', 'other-card'), OWN, ['check'])
    expect([unnamed.printed.join(), unnamed.code]).toEqual([expect.stringContaining('NOT_FOUND'), 2])
    expect((await typed(scenario('secrets: mine.yaml\n', 'other-card'), OWN, ['check'])).code).toBe(0)
  })

  test('may be given to run, for the cards that somebody has', async () => {
    const { printed, code } = await typed(scenario('', '04 C0 FF EE'), OWN, ['run', '--secrets', 'mine.yaml'])
    expect([printed.join(), code]).toEqual([expect.stringMatching(/^pass/), 0])
  })

  test.for<[string, string, number, string]>([
    ['that others may read', OWN, 0o644, 'SECRETS_MODE'],
    ['with an id that is none', 'credentials:\n  blue-card: { tag: 04 C0 }\n', 0o600, 'mine.yaml:2:21: TAG_INVALID'],
    ['with passwords', 'users: {}\n', 0o600, 'UNKNOWN_KEY'],
    ['that is no YAML', 'credentials: [\n', 0o600, 'YAML_SYNTAX'],
  ])('%s is refused in both places, and nothing is run', async ([, secrets, mode, fault]) => {
    const inside = await typed(scenario('secrets: mine.yaml\n', 'blue-card'), secrets, ['run'], mode)
    const beside = await typed(scenario('', 'blue-card'), secrets, ['run', '--secrets', 'mine.yaml'], mode)
    for (const { printed, told, code } of [inside, beside])
      expect([printed.join(), told.join(), code]).toEqual([
        expect.stringContaining(fault),
        'nothing was run: 1 fault',
        2,
      ])
  })
})
