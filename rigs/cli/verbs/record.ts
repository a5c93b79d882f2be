import { existsSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { InvalidArgumentError } from 'commander'
import { RigError } from '../../../sim/domain/errors.ts'
import type { Recorded } from '../../record/record.ts'
import { connect } from '../connect.ts'
import { interruptible } from '../interruptible.ts'
import { harmless } from '../paint.ts'
import type { Terminal } from '../terminal.ts'
import { type JsonOption, jsonOption, type RigOption, rigOption, type Verb } from '../verb.ts'

interface RecordOptions extends RigOption, JsonOption {
  readonly for?: number
}

export const record: Verb = (program, terminal) => {
  program
    .command('record')
    .description('make a scenario of what is held to the readers of the running rig, until Ctrl-C; then replay it')
    .argument('<file>', 'a new scenario file; ids of cards that the rig file does not name go into FILE.secrets.yaml')
    .option('--for <duration>', 'end after so long: 30s, 10m', durationOf)
    .addOption(rigOption())
    .addOption(jsonOption())
    .action((file: string, options: RecordOptions) => recordInto(file, options, terminal))
}

async function recordInto(file: string, options: RecordOptions, terminal: Terminal): Promise<void> {
  const path = resolve(terminal.folder, file)
  const secretsPath = path.replace(/(?:\.ya?ml)?$/, '.secrets.yaml')
  for (const each of [path, secretsPath]) requireNew(each)
  const rig = await connect(terminal, options)
  const rigPath = rig.card.file
  if (rigPath === undefined)
    throw new RigError('NO_RIG', 'the card of this rig does not say which file it was started from')
  const [{ loadRigFile }, { CredentialNames }, recording] = await Promise.all([
    import('../../rig-file/read.ts'),
    import('../../record/name-credentials.ts'),
    import('../../record/record.ts'),
  ])
  const names = new CredentialNames(loadRigFile(rigPath))
  using interruption = interruptible()
  const recorded = await recording.record(rig, {
    ended: endOf(interruption.signal, options.for),
    onReady: () => terminal.tell(`recording ${rig.card.rig}; Ctrl-C ends it and writes ${file}`),
    onDecided: ({ reading, decision }) =>
      terminal.tell(harmless(`${reading.reader}  ${names.nameOf(reading.credential)}  ${decision?.outcome}`)),
  })
  await finish({ path, secretsPath, rigPath, rig: rig.card.rig, recorded, names }, options, terminal)
}

interface Finished {
  readonly path: string
  readonly secretsPath: string
  readonly rigPath: string
  readonly rig: string
  readonly recorded: Recorded
  readonly names: InstanceType<typeof import('../../record/name-credentials.ts').CredentialNames>
}

/** Writes the files, the secret one first, and replays the scenario; exits with 1 where the replay tells something else. */
async function finish(finished: Finished, { json }: JsonOption, terminal: Terminal): Promise<void> {
  const { path, secretsPath, recorded, names } = finished
  const undecided = recorded.presentations.filter(({ decision }) => decision === undefined).length
  if (recorded.isRigGone) terminal.tell('the rig has gone; what was recorded until then is kept')
  if (undecided > 0) terminal.tell(`${undecided} left out: nothing was decided on what was held there`)
  if (recorded.presentations.length === undecided)
    throw new RigError('NOT_FOUND', 'nothing was decided at any reader while it was recorded; no file is written')
  const { writeRecording } = await import('../../record/write-recording.ts')
  const { replayRecording } = await import('../../record/replay.ts')
  const hasSecrets = await writeRecording(finished, titleOf(finished), relativeRig(finished))
  const replayed = await replayRecording(path)
  const presentations = recorded.presentations.length - undecided
  const shown = relative(terminal.folder, path)
  const secrets = hasSecrets ? relative(terminal.folder, secretsPath) : undefined
  const unknown = Object.keys(names.secrets)
  if (json === true) {
    terminal.print(
      JSON.stringify(
        { file: shown, ...(secrets !== undefined && { secrets }), presentations, unknown, ...replayed },
        null,
        2,
      ),
    )
  } else {
    terminal.print(harmless(`${shown}: ${presentations} ${presentations === 1 ? 'presentation' : 'presentations'}`))
    if (secrets !== undefined) terminal.print(harmless(`${secrets}: the ids of ${unknown.join(', ')} (mode 0600)`))
    terminal.print(harmless(`replayed on the virtual lane: ${replayed.verdict}`))
  }
  if (replayed.verdict === 'pass') return
  terminal.tell(harmless(replayed.why))
  terminal.tell(
    'A replay begins with the rig as its file has it. What was edited since it was started is not in the scenario.',
  )
  terminal.exit(1)
}

function titleOf({ rig, recorded }: Finished): string {
  const [startMs = 0] = Object.values(recorded.began.wallMs)
  return `What was held to the readers of ${rig} on ${new Date(startMs).toISOString().slice(0, '2026-01-01'.length)}`
}

function relativeRig({ path, rigPath }: Finished): string {
  return relative(dirname(path), rigPath) || basename(rigPath)
}

function endOf(interrupted: AbortSignal, afterMs: number | undefined): AbortSignal {
  if (afterMs === undefined) return interrupted
  const ended = new AbortController()
  const timer = setTimeout(() => ended.abort(), afterMs)
  interrupted.addEventListener('abort', () => {
    clearTimeout(timer)
    ended.abort()
  })
  return ended.signal
}

/** A recording cannot be made again: that it could not be written is said before it begins. */
function requireNew(path: string): void {
  if (existsSync(path)) throw new RigError('FILE_UNREADABLE', `${path} is there already; name a new file`)
  if (!existsSync(dirname(path))) throw new RigError('FILE_UNREADABLE', `the folder ${dirname(path)} is not there`)
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const LONGEST_MS = 86_400_000

function durationOf(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? []
  const durationMs = Number(amount) * (UNITS_MS[unit] ?? 0)
  if (durationMs > 0 && durationMs <= LONGEST_MS) return durationMs
  throw new InvalidArgumentError('It is a time such as 30s, 10m or 2h, a day at most.')
}
