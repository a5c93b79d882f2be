import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rigOf } from '../helpers/a-lab.ts'
import { aTypedRig, type TypedRig } from '../helpers/a-typed-rig.ts'

const GUIDE = readFileSync('docs/guide/who-may-enter.md', 'utf8')
const [, FILE = ''] = /^```yaml shop\.yaml\n(.*?)^```$/ms.exec(GUIDE) ?? []

/** What a person is asked on a terminal, and answers unseen. */
const PROMPT = 'Access code:'

const COMMANDS = [...GUIDE.matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, body = '']) =>
  body
    .split(/^\$ npx loxrig /m)
    .slice(1)
    .map((part): [string, string] => {
      const [command = '', ...output] = part.trimEnd().split('\n')
      return [command, output.filter((line) => line !== PROMPT).join('\n')]
    }),
)

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(rigOf(FILE))
  await writeFile(join(rig.folder, 'shop.yaml'), FILE)
})
afterAll(() => rig[Symbol.asyncDispose]())

/** Words as a shell takes them, with double quotes. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

test.for(COMMANDS)('%s prints what the guide says', async ([command, output]) => {
  const words = wordsOf(command).map((word) => (word === 'shop.yaml' ? join(rig.folder, word) : word))
  const { printed, told } = await rig.run(words, ['2468'])
  expect([...printed, ...told].join('\n').replaceAll(join(rig.folder, '/'), '')).toBe(output)
})

test('the guide types more than fifteen commands', () => {
  expect(COMMANDS.length).toBeGreaterThan(15)
})
