import { spawnSync } from 'node:child_process'
import { rm, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { RigFile } from '../../rigs/rig-file/shape.ts'
import { rigOf } from '../helpers/a-lab.ts'
import { aTypedRig } from '../helpers/a-typed-rig.ts'

/** Somebody who types a guide in a folder in which its rig runs, in the virtual world. */
export interface GuideReader extends AsyncDisposable {
  readonly folder: string
  /** What a command shows, line by line as the guide prints it. */
  types(command: string): Promise<string>
}

const LOXRIG = 'npx loxrig '

/** What a person is asked on a terminal, and answers unseen. */
const PROMPT = 'Access code:'
const SECRETS = ['2468']

/** @param rigFile text of the rig file that runs */
export async function aGuideReader(rigFile: string, options: { readonly trusts?: boolean } = {}): Promise<GuideReader> {
  const file = rigOf(rigFile)
  const rig = await aTypedRig(file, options)
  const { folder } = rig
  await symlink(resolve('fixtures'), join(folder, 'fixtures'))
  return {
    folder,
    async types(command) {
      if (!command.startsWith(LOXRIG)) return typedInShell(command, folder)
      const [line = '', filter] = command.slice(LOXRIG.length).split(' | ')
      const words = wordsOf(line)
      if (words[0] === 'down') {
        // The rig is this process itself, so that nobody can end it by its card; without one nobody finds it.
        await rm(join(folder, '.loxrig'), { recursive: true })
        return `rig ${file.rig} has stopped`
      }
      const { shown } = await rig.run(words, SECRETS, passwordFor(file, words))
      const isAsked = words.at(-1) === '-'
      const text = visible([...(isAsked ? [PROMPT] : []), ...shown].join('\n'))
      return filter === undefined ? text : typedInShell(filter, folder, text)
    },
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  }
}

function typedInShell(command: string, cwd: string, input = ''): string {
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8', input: `${input}\n` })
  return visible(stdout + stderr)
}

/** Without what a terminal does not show. */
function visible(text: string): string {
  return text.replaceAll(/[\r\uFEFF]/g, '').trimEnd()
}

/** The password of who asks, which the card of a rig that runs for long has, too. */
function passwordFor({ sites }: RigFile, words: readonly string[]): Readonly<Record<string, string>> {
  const asking = words[words.indexOf('--user') + 1] ?? ''
  const passwords = Object.values(sites).flatMap(({ program }) => program?.users?.[asking]?.password ?? [])
  return words.includes('--user') && passwords[0] !== undefined ? { LOXRIG_PASSWORD: passwords[0] } : {}
}

/** Words as a shell takes them, with double quotes. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}
