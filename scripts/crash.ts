/**
 * What `make crash` runs: kills a rig again and again while it writes, until so many rounds are done, and goes on where it was
 * interrupted. The first acknowledged write that is lost ends it badly and leaves everything for a look.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seededRandom } from '../sim/world/seeded-random.ts'
import { Oracle } from './crash/oracle.ts'
import { crashOnce } from './crash/round.ts'
import { ROOT } from './source/files.ts'

const FOLDER = join(ROOT, '.cache', 'crash')
const PROGRESS = join(FOLDER, 'progress.json')
const PAGE = join(ROOT, 'docs', 'reference', 'crashes.md')

/** A new rig after so many, for the stores grow with every Trust that is joined. */
const ROUNDS_OF_A_RIG = 50

const HEAD = `# Crashes

What a Miniserver has acknowledged is there after \`kill -9\` at any instant: saves, joins, edits of users, how far a feed was followed, and
receipts of taps. \`make crash\` starts a rig with \`up --keep\`, writes to it as fast as it answers, kills it at an instant of chance, in
every fourth round while it starts, and looks into its stores. After every other kill a piece of a write is put at the end of the engine's
log, as a loss of power leaves it. Whoever is told that a write is kept notes it in a file outside the process before it counts.

It goes on where it was interrupted. \`ARGS="--rounds 100 --seed 1"\` does fewer, or the same again; twenty are part of \`make test\`.

| Date | Killed | of these while starting | with a torn write | Acknowledged writes | Lost | Seed |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
`

interface Progress {
  readonly seed: number
  readonly done: number
  readonly acknowledged: number
  readonly starting: number
  readonly torn: number
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '1000' }, seed: { type: 'string' } } })
const rounds = Number(values.rounds)
let progress = begin()
console.log(`crash: seed ${progress.seed}, ${progress.done} of ${rounds} rounds done`)
while (progress.done < rounds) progress = await aRig(progress)
writePage(progress)
rmSync(FOLDER, { recursive: true, force: true })
console.log(`crash: ${progress.done} times killed, ${progress.acknowledged} acknowledged writes, none lost; ${PAGE}`)

function begin(): Progress {
  mkdirSync(FOLDER, { recursive: true })
  if (existsSync(PROGRESS)) return JSON.parse(readFileSync(PROGRESS, 'utf8'))
  return { seed: Number(values.seed ?? Date.now() % 2 ** 31), done: 0, acknowledged: 0, starting: 0, torn: 0 }
}

/** The rounds of one rig, from new; those before an interruption are done and count. */
async function aRig(before: Progress): Promise<Progress> {
  const folder = join(FOLDER, 'rig')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const oracle = new Oracle(join(folder, 'acknowledged.jsonl'))
  const random = seededRandom(before.seed + before.done)
  const chance = (): number => Number.parseInt(random(4), 16) / 2 ** 32
  let [after, number] = [before, 0]
  while (after.done < rounds && after.done - before.done < ROUNDS_OF_A_RIG) {
    const { lost, wasStarting, wasTorn, killedAfterMs } = await crashOnce({
      folder,
      oracle,
      chance,
      next: () => ++number,
    })
    if (lost.length > 0) {
      const when = `round ${after.done + 1} of seed ${before.seed}, killed after ${Math.round(killedAfterMs)} ms`
      console.error(`crash: lost in ${when}: ${JSON.stringify(lost)}\nEverything is in ${folder}.`)
      process.exit(1)
    }
    after = {
      ...after,
      done: after.done + 1,
      acknowledged: before.acknowledged + oracle.all.length,
      starting: after.starting + Number(wasStarting),
      torn: after.torn + Number(wasTorn),
    }
    writeFileSync(PROGRESS, JSON.stringify(after))
    if (after.done % 10 === 0)
      console.log(`crash: ${after.done} of ${rounds}, ${after.acknowledged} acknowledged writes`)
  }
  return after
}

function writePage({ seed, done, acknowledged, starting, torn }: Progress): void {
  const row = `| ${new Date().toISOString().slice(0, 10)} | ${done} | ${starting} | ${torn} | ${acknowledged} | 0 | ${seed} |\n`
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : HEAD
  writeFileSync(PAGE, page + row)
}
