import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CardMiniserver } from '../../../rigs/card.ts'
import { callerFor, siteOf } from '../../../rigs/cli/callers.ts'
import { createProgram, runCli } from '../../../rigs/cli/cli.ts'
import { versionFault } from '../../../rigs/cli/node-version.ts'
import { hintsFor } from '../../../rigs/cli/up/hints.ts'
import { loadRigFile } from '../../../rigs/rig-file/read.ts'
import { aCard } from './a-card.ts'
import { aTerminal, type RecordingTerminal } from './a-terminal.ts'

let empty: string
beforeAll(async () => {
  empty = await mkdtemp(join(tmpdir(), 'loxrig-cli-'))
})
afterAll(() => rm(empty, { recursive: true, force: true }))

async function loxrig(words: readonly string[], folder = empty): Promise<RecordingTerminal> {
  const terminal = aTerminal({ folder })
  await runCli(words, terminal)
  return terminal
}

/** Every command with the words that call it: `config`, `config load` … */
function paths(command: Command, before: readonly string[] = []): string[][] {
  return command.commands.flatMap((child) => {
    const path = [...before, child.name()]
    return [path, ...paths(child, path)]
  })
}

const EVERY = paths(createProgram(aTerminal()))

describe('help', () => {
  test('names every verb, each under its heading', async () => {
    const { printed, code } = await loxrig(['--help'])
    const text = printed.join('\n')
    for (const [verb] of EVERY) expect(text).toContain(`\n  ${verb}`)
    expect(code).toBe(0)
    expect(text).toContain('Not affiliated with Loxone')
  })

  test.for(EVERY.map((words) => [words.join(' '), words] as const))(
    'of %s says how it is used',
    async ([path, words]) => {
      const { printed, told, code } = await loxrig([...words, '--help'])
      expect(printed.join('\n')).toMatch(new RegExp(`^Usage: loxrig ${path}\\b`))
      expect([told, code]).toEqual([[], 0])
    },
  )

  test('of verbs that need a running rig has --rig, and --json where results are printed', () => {
    const program = createProgram(aTerminal())
    const without = leaves(program).filter(
      (command) =>
        !command.description().includes('not built yet') &&
        !['check', 'run', 'doctor', 'device'].includes(command.name()) &&
        !['attach list', 'users template'].includes(`${command.parent?.name()} ${command.name()}`),
    )
    for (const command of without) {
      const options = command.options.map(({ long }) => long)
      expect(options, command.name()).toContain('--rig')
      if (!['up', 'down'].includes(command.name())) expect(options, command.name()).toContain('--json')
    }
  })
})

describe('a command line that is not understood', () => {
  test.for<[string, string[], string]>([
    ['an unknown verb', ['tapp'], "USAGE: unknown command 'tapp'\n(Did you mean tap?)"],
    ['an unknown option', ['status', '--jason'], "USAGE: unknown option '--jason'\n(Did you mean --json?)"],
    ['a missing word', ['tap', 'home/front-door'], "USAGE: missing required argument 'tag'"],
    ['a word too many', ['down', 'now'], "USAGE: too many arguments for 'down'. Expected 0 arguments but got 1."],
    [
      'a word that is none of the few',
      ['tap', 'a', 'b', '--expect', 'open'],
      "USAGE: option '--expect <outcome>' argument 'open' is invalid. Allowed choices are granted, denied.",
    ],
  ])('%s is exit code 2, with a hint', async ([, words, message]) => {
    const { printed, told, code } = await loxrig(words)
    expect(told.join('\n')).toContain(message)
    expect(told.join('\n')).toMatch(/Try: loxrig.* --help$/)
    expect([printed, code]).toEqual([[], 2])
  })
})

describe('what is not built yet', () => {
  test.for<[string[], string]>([[['up', '--lane', 'containers'], 'up --lane containers']])(
    '%j answers UNSUPPORTED',
    async ([words, what]) => {
      const { told, code } = await loxrig(words)
      expect(told).toEqual([`UNSUPPORTED: loxrig ${what} is not built yet; loxrig --help lists what is`])
      expect(code).toBe(2)
    },
  )
})

describe('without a running rig', () => {
  test.for<string[]>([
    ['down'],
    ['status', '--json'],
    ['tap', 'home/front-door', 'blue-card'],
    ['touch', 'home/side-door', 'blue-button'],
    ['present', 'home/fingerprint', 'annas-finger'],
    ['config', 'load', 'home'],
    ['config', 'diff', 'home'],
    ['user', 'list', 'home'],
    ['schedule', 'list', 'home'],
    ['mode', 'set', 'home', 'Holiday', 'on'],
    ['calendar', 'list', 'home'],
    ['permissions', 'home/access:Front Door'],
    ['grant', 'Anna@Office', 'home/access:Front Door'],
    ['trust', 'status', 'home'],
    ['history', 'home/front-door'],
    ['watch'],
    ['time'],
    ['attach', 'pcsc', 'home/front-door'],
  ])('%j says NO_RIG and how to start one', async (...words) => {
    const { printed, told, code } = await loxrig(words[0] as unknown as string[])
    expect(told).toEqual(['NO_RIG: no rig runs in this folder; start one: npx loxrig up'])
    expect([printed, code]).toEqual([[], 2])
  })
})

describe('check', () => {
  test('prints every fault with its place and a sentence, and exits with 2', async () => {
    const { printed, told, code } = await loxrig(['check', 'fixtures/rigs/everything-wrong.yaml'], process.cwd())
    expect(printed).toHaveLength(10)
    expect(printed).toContain(
      'fixtures/rigs/everything-wrong.yaml:9:43: UNKNOWN_KEY: There is no "sauce" here. Did you mean "source"?',
    )
    for (const line of printed)
      expect(line).toMatch(/^fixtures\/rigs\/everything-wrong\.yaml:\d+:\d+: [A-Z0-9_]+: .+[.?]$/)
    expect([told, code]).toEqual([['1 file: 10 faults'], 2])
  })

  test('finds nothing in the packaged rig, by its name and in a folder without rigs', async () => {
    expect(await loxrig(['check', 'two-sites', 'rigs/two-sites.yaml'])).toMatchObject({
      printed: [],
      told: ['2 files: no faults, 12 of 12 checks passed'],
      code: 0,
    })
  })

  test('tells a file that is not there by its name', async () => {
    const { printed, code } = await loxrig(['check', 'nowhere.yaml'])
    expect(printed).toEqual(['nowhere.yaml:1:1: FILE_UNREADABLE: nowhere.yaml is not there.'])
    expect(code).toBe(2)
  })

  test('lets lints pass, but not when it is strict', async () => {
    const path = join(empty, 'lint.yaml')
    await writeFile(path, LINTED)
    const lint = `${path}:5:44: DEFAULT_PASSWORD: This is the factory password: every external way stays closed until it is changed. Give it another one. (allowed)`
    expect(await loxrig(['check', path])).toMatchObject({
      printed: [lint],
      told: ['1 file: no faults, 1 lint'],
      code: 0,
    })
    expect(await loxrig(['check', '--strict', path])).toMatchObject({ printed: [lint], code: 1 })
  })

  test('prints JSON for machines', async () => {
    const { printed } = await loxrig(['check', '--json', 'fixtures/rigs/everything-wrong.yaml'], process.cwd())
    expect(JSON.parse(printed.join('\n')).faults).toHaveLength(10)
  })
})

const LINTED = `version: 1
rig: lint
sites:
  home:
    program: { users: { admin: { password: admin } } }
    miniserver: { serial: 504F94A00002, name: Home, timeZone: Europe/Vienna }
`

test('up tells every fault of a rig file and starts nothing', async () => {
  const { printed, told, code } = await loxrig(['up', 'fixtures/rigs/everything-wrong.yaml'], process.cwd())
  expect(told.filter((line) => line.startsWith('fixtures/'))).toHaveLength(10)
  expect(told.at(-1)).toBe('RIG_INVALID: fixtures/rigs/everything-wrong.yaml has 10 faults')
  expect([printed, code]).toEqual([[], 2])
})

test('explain works on a file without a running rig', async () => {
  const { printed, told, code } = await loxrig(['explain', 'Anna@Office', 'home/access:Front Door'])
  expect(printed.join('\n').split('\n').slice(0, 2)).toEqual([
    'granted  home/access:Front Door  Anna@Office',
    '         path       U:Anna@Office    schedule Always',
  ])
  expect(told).toEqual([expect.stringMatching(/^no rig runs here; this is .*rigs\/two-sites\.yaml as it would start$/)])
  expect(code).toBe(0)
})

describe('callerFor()', () => {
  const terminal = aTerminal()

  test('is nobody in particular, or who is named with the password on the card, at a site however it is named', () => {
    expect(callerFor(aCard(), 'office', {}, terminal)).toEqual({})
    for (const site of ['office', 'OFFICE', '504f94a00001']) {
      expect(callerFor(aCard(), site, { user: 'Admin' }, terminal)).toEqual({
        caller: { user: 'admin', password: 'office-admin' },
      })
    }
  })

  test('takes a password that the card lacks from the environment', () => {
    const asked = aTerminal({ env: { LOXRIG_PASSWORD: 'secret' } })
    expect(callerFor(aCard(), 'office', { user: 'Clara' }, asked)).toEqual({
      caller: { user: 'Clara', password: 'secret' },
    })
  })

  test('says who can be named where nothing is known', () => {
    expect(() => callerFor(aCard(), 'office', { user: 'admn' }, terminal)).toThrow(
      /LOXRIG_PASSWORD\. Did you mean "admin"\?$/,
    )
  })

  test('asks for a site where none was named and the rig has several', () => {
    const { miniservers } = aCard()
    const several = aCard({ miniservers: { ...miniservers, home: miniservers.office as CardMiniserver } })
    expect(() => callerFor(several, '', { user: 'Zoe' }, terminal)).toThrow(/^name a site: the rig has several/)
    expect(() => callerFor(aCard(), '', { user: 'Zoe' }, terminal)).toThrow(/no login of Zoe at office/)
  })

  test('finds the site in an object or reader', () => {
    expect(['home/access:A/B', 'home/front-door', 'Anna'].map(siteOf)).toEqual(['home', 'home', ''])
  })
})

describe('hintsFor()', () => {
  test('fit the default lab', () => {
    expect(hintsFor(loadRigFile('rigs/two-sites.yaml'))).toEqual([
      'npx loxrig tap home/front-door blue-card',
      'npx loxrig explain Anna@Office "home/access:Front Door"',
      'npx loxrig watch',
    ])
  })

  test('do something in a rig without doors', () => {
    const file = { ...loadRigFile('rigs/two-sites.yaml'), sites: {} }
    expect(hintsFor(file)).toEqual(['npx loxrig status', 'npx loxrig time', 'npx loxrig watch'])
  })
})

test.for<[string, string, boolean]>([
  ['20.19.0', '>=20.19', true],
  ['20.18.9', '>=20.19', false],
  ['22.1.0', '>=20.19', true],
  ['18.20.4', '>=20.19', false],
  ['26.0.0', '>=20', true],
])('Node %s for %s', ([version, wanted, isEnough]) => {
  expect(versionFault(version, wanted) === undefined).toBe(isEnough)
})

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves)
}
