import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'

const README = readFileSync('README.md', 'utf8')
const ENV = { ...process.env, NO_COLOR: '1', TERM: 'dumb' }

/** What stays the same from run to run: all but ports, process ids and durations. */
const lasting = (text: string): string =>
  text
    .replaceAll('\r', '')
    .replace(/(127\.0\.0\.1:)\d+ */g, '$1PORT ')
    .replace(/process \d+/g, 'process PID')
    .replace(/\d+\.\d+ s\b/g, 'SECONDS')
    .replace(/ +$/gm, '')

/** The README's commands in order, each with the output printed below it. */
const COMMANDS = [...README.matchAll(/```console[^\n]*\n([\s\S]*?)```/g)].flatMap(([, body = '']) =>
  body
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.trimEnd().split('\n')
      return { command, output: output.join('\n') }
    }),
)

/** It goes through npx once; then it is typed as it is built, which starts in half the time. */
const NPX = 'npx loxrig '
const FIRST = COMMANDS.find(({ command }) => command.startsWith(NPX))?.command
const asBuilt = (command: string): string =>
  command === FIRST ? command : command.replaceAll(NPX, 'node dist/rigs/cli/main.js ')

describe('the README', () => {
  let lab: ChildProcess | undefined
  afterAll(async () => {
    if (lab === undefined || lab.exitCode !== null) return
    const ended = once(lab, 'exit')
    spawnSync('node', ['dist/rigs/cli/main.js', 'down'])
    await ended
  })

  test.for(COMMANDS)('prints what $command prints', async ({ command, output }) => {
    if (command === 'make rig-up') {
      // On a terminal, as the reader sees it; it goes on running for the commands that follow.
      lab = spawn('script', ['-qec', command, '/dev/null'], { env: ENV, stdio: ['ignore', 'pipe', 'inherit'] })
      const seen = await until(lab, 'In a second terminal')
      expect(lasting(seen)).toContain(lasting(output))
    } else {
      const ran = spawnSync('sh', ['-c', asBuilt(command)], { env: ENV, encoding: 'utf8' })
      expect(lasting(ran.stdout.trimEnd())).toBe(lasting(output))
    }
  })

  test('names only verbs and targets that there are', () => {
    const verbs = [...README.matchAll(/npx loxrig ([a-z]+(?: [a-z]+)?)/g)].map(([, verb = '']) => verb)
    const targets = [...README.matchAll(/`make ([a-z-]+)`/g)].map(([, target = '']) => target)
    expect(verbs.length).toBeGreaterThan(5)
    expect(targets).toContain('test')
    for (const verb of new Set(verbs)) {
      const { status } = spawnSync('node', ['dist/rigs/cli/main.js', ...verb.split(' '), '--help'])
      expect({ verb, status }).toEqual({ verb, status: 0 })
    }
    for (const target of new Set(targets)) expect(spawnSync('make', ['-n', target]).status).toBe(0)
  })
})

/** What a process has written when it has written that text; all of it should it end before. */
async function until({ stdout }: ChildProcess, text: string): Promise<string> {
  let seen = ''
  for await (const chunk of stdout ?? []) {
    seen += chunk
    if (seen.includes(text)) break
  }
  return seen
}
