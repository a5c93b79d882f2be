import { MATCHERS } from '../../rigs/scenario/expectations/index.ts'
import type { Need } from '../../rigs/scenario/needs.ts'
import { LATER_KEYS, LATER_WORDS, OTHER_SPELLINGS, REFUSED_WORDS } from '../../rigs/scenario/other-words.ts'
import { OpenScenarioFile, ScenarioFile } from '../../rigs/scenario/schema.ts'
import { STEP_WORDS } from '../../rigs/scenario/steps/index.ts'
import { SOUGHT_EXAMPLES, STEP_EXAMPLES } from './examples.ts'
import { descriptionOf, type Key, keysOf } from './keys.ts'

/** The reference of the scenario language, as Markdown. */
export function scenarioReference(): string {
  return [INTRODUCTION, file(), steps(), expectations(), needs(), others()].join('\n')
}

const INTRODUCTION = `# The scenario language

Generated from the schemas that read it; [the guide](../guide/scenarios.md) teaches it in ten minutes. Editors complete and check it by
[\`schemas/scenario.schema.json\`](../../schemas/scenario.schema.json), and \`loxrig check FILE…\` tells every fault at once as
\`file:line:column: CODE: sentence\`.

A **duration** is a number with its unit: \`500ms\` \`3s\` \`15m\` \`2h\` \`1d\`. A **time** is one on the wall clock of a site: \`"08:00"\`, \`"16:59:30"\`,
\`"2026-10-25T02:30"\`, or with its offset, where an hour comes twice, \`"2026-10-25T02:30+01:00"\`. A time of day alone is the next one. Names
are compared without case. Keys in **bold** are needed, the others may be left out.
`

function file(): string {
  const open = keysOf(OpenScenarioFile).filter(({ key }) => key === 'open')
  const keys = [...keysOf(ScenarioFile).filter(({ key }) => key !== 'steps'), ...open.map(optional)]
  const stepList = { key: 'steps', isNeeded: true, type: 'list of steps', description: 'One after another.' }
  return section('## The file', [table([...keys, stepList])])
}

function optional(key: Key): Key {
  return { ...key, isNeeded: false }
}

function steps(): string {
  const intro = `A step is a map with one word, which says what is done and to what; its other keys say where and how. A step ends when everything
that it set off has come to rest.

An action may have \`refused: CODE\`: it must fail, with this code; what an App does may also have the number that the public API answers,
such as \`refused: 403\`. Actions and expectations may have \`at: TIME\`: time passes first, until the
clock of the site that the step is about shows it. Where a step edits, it edits the open Config document; \`app: true\` edits the
running program at once, as the App does.`
  const words = STEP_WORDS.map(({ word, kind, schema, needs = [] }) =>
    entry(word, {
      facts: [KINDS[kind], ...(needs.length === 0 ? [] : [`needs ${needs.join(', ')}`])],
      description: descriptionOf(schema),
      example: STEP_EXAMPLES[word],
      keys: keysOf(schema),
    }),
  )
  return section('## Steps', [intro, ...words])
}

const KINDS = { action: 'action', time: 'time', expectation: 'expectation' } as const

function expectations(): string {
  const intro = `What stands behind \`expect\` and \`never\`. What happens and is over (\`decision\`, \`pulse\`, \`feedback\`, \`notice\`) is looked for since the last
action; the others are asked for as they are. \`expect\` looks again whenever something happens, until \`within\` is over; \`never\` looks when it
begins and when its time is over. What each reason means stands at the [decision record](decision.md).`
  const words = MATCHERS.map(({ word, schema }) =>
    entry(word, {
      facts: [],
      description: descriptionOf(schema),
      example: `{ expect: ${SOUGHT_EXAMPLES[word]} }`,
      keys: keysOf(schema),
    }),
  )
  return section('## Expectations', [intro, ...words])
}

/** What a scenario may need, each in words. */
const NEEDS: Readonly<Record<Need, string>> = {
  faults: 'A world that can be disturbed: the virtual lane. Words of faults need it by themselves.',
  human: 'Somebody at an interactive terminal who carries out what `prompt` asks for. `prompt` needs it by itself.',
  'pcsc-reader': 'A PC/SC reader on this machine.',
  'serial-port': 'A serial port on this machine.',
  docker: 'A Docker engine that answers.',
}

function needs(): string {
  const rows = Object.entries(NEEDS).map(([need, what]) => `| \`${need}\` | ${what} |`)
  const intro =
    'Where something that a scenario needs is absent, its verdict is `unverified`, which names what is missing and what mends it.'
  return section('## Needs', [intro, ['| need | what |', '| --- | --- |', ...rows].join('\n')])
}

function others(): string {
  const refused = Object.entries(REFUSED_WORDS).map(
    ([word, { code, message }]) => `| \`${word}\` | ${code}: ${message} |`,
  )
  const spelled = Object.entries(OTHER_SPELLINGS).map(([word, other]) => `| \`${word}\` | Write ${other}. |`)
  return section('## Words that are not there', [
    ['| word | answer |', '| --- | --- |', ...refused, ...spelled].join('\n'),
    `These are in the language already, are not built yet, and are answered with \`UNSUPPORTED\`: ${list(LATER_WORDS)};
and the keys of the file ${list(LATER_KEYS)}.`,
  ])
}

interface Entry {
  readonly facts: readonly string[]
  readonly description: string
  readonly example: string | undefined
  readonly keys: readonly Key[]
}

function entry(word: string, { facts, description, example, keys }: Entry): string {
  const what = [description, ...facts.map((fact) => `*${fact}*`)].filter((part) => part !== '').join(' ')
  const shown = example === undefined ? [] : [['```yaml', `- ${example}`, '```'].join('\n')]
  return [`### ${word}`, what, ...shown, table(keys)].join('\n\n')
}

function table(keys: readonly Key[]): string {
  const rows = keys.map(({ key, isNeeded, type, description }) => {
    const name = isNeeded ? `**\`${key}\`**` : `\`${key}\``
    return `| ${name} | ${escaped(type)} | ${escaped(description)} |`
  })
  return ['| key | value | |', '| --- | --- | --- |', ...rows].join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|')
}

function section(heading: string, parts: readonly string[]): string {
  return `${[heading, ...parts].join('\n\n')}\n`
}

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(' ')
}
