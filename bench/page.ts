import type { Measured } from './book.ts'
import type { Judged } from './judge.ts'
import type { Machine } from './machine.ts'
import { cellsOf, figure, HEADINGS } from './table.ts'

/** docs/reference/benchmarks.md: what was measured last, each line with its day and how busy the machine was at its end. */
export function pageOf(measured: readonly Measured[]): string {
  const lines = measured.flatMap(({ lines }) => lines)
  return [
    '# Benchmarks, as last measured',
    '',
    'Written by `make bench ARGS=--write`; with `--only NAME` too, the other lines stay as they were. Each line stands beside a peer: the same',
    'work with nothing of ours in it, measured in the same run, by turns. Ours and the peer’s are medians over the rounds; the ratio is that',
    'of each round, as median (min–max). The noise is the peer’s ratio to itself: two equal things differ by as much on this machine. A line is',
    '`invalid` when its peer was slower than half of its row in [limits](../limits.md). Load: processes that waited for a processor, on',
    'average of the last minute, what is measured among them. Every round is in [benchmarks.json](benchmarks.json).',
    '',
    ...[...new Set(measured.map(({ on }) => machineOf(on)))].map((machine) => `Measured on ${machine}.`),
    '',
    row([...HEADINGS, 'measured', 'load']),
    row([...HEADINGS, '', ''].map(() => '---')),
    ...measured.flatMap(({ on, lines }) => lines.map((line) => row([...cellsOf(line), on.date, on.load.toFixed(1)]))),
    '',
    ...lines.flatMap(explained),
    '',
  ].join('\n')
}

function machineOf({ system, processor, memoryGiB, versions }: Machine): string {
  const on = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `${processor}, ${memoryGiB} GiB, ${system}; ${on.join(', ')}`
}

function explained({ line, expected, peer }: Judged): string[] {
  const inLimits = expected === undefined ? '' : `, ${figure(expected)} in limits.md`
  return [
    `- **${line.name}**: ${line.about}. Peer: ${line.peerName}; ${figure(peer.median)} here${inLimits} (${line.unit}).`,
    ...line.notes.map((note) => `  ${note}.`),
  ]
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
