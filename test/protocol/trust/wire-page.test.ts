import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { encodeFrame, FRAME_LENGTH_MAX, FrameDecoder, PIECE_LENGTH_MAX } from '../../../sim/protocol/trust/frames.ts'

const PAGE = readFileSync('docs/reference/trust-wire.md', 'utf8')
const EXAMPLES = [...PAGE.matchAll(/^```frame\n(.*?)^```$/gms)].map(([, block = '']) => bytesOf(block))
const MORE = 0x80

/** Each line is a piece: four bytes in hex, then text. */
function bytesOf(block: string): Buffer {
  const pieces = block.trimEnd().split('\n')
  return Buffer.concat(
    pieces.flatMap((line) => [Buffer.from(line.slice(0, 11).replaceAll(' ', ''), 'hex'), Buffer.from(line.slice(12))]),
  )
}

test('every frame of the page about the wire is read as one, and is what would be sent', () => {
  expect(EXAMPLES.length).toBe(7)
  for (const bytes of EXAMPLES) {
    const [frame, ...others] = new FrameDecoder().feed(bytes)
    expect(others).toEqual([])
    if (frame === undefined) throw new Error(`no frame: ${bytes}`)
    const sent = Buffer.from(encodeFrame(frame))
    const isInPieces = ((bytes[0] ?? 0) & MORE) !== 0
    if (isInPieces) expect(new FrameDecoder().feed(sent)).toEqual([frame])
    else expect(sent.toString()).toBe(bytes.toString())
  }
})

test('the limits on the page about the wire are those that hold', () => {
  expect(PAGE).toContain(`| a piece | ${PIECE_LENGTH_MAX / 2 ** 20} MiB |`)
  expect(PAGE).toContain(`| a frame, all pieces together | ${FRAME_LENGTH_MAX / 2 ** 20} MiB,`)
})
