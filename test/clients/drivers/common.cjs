/** What every driver does: its options come as one line of JSON, what happens goes out as lines of JSON, and it ends with its input. */
const { createInterface } = require('node:readline')

// The libraries write to the console as they please; only our lines may be on stdout.
console.log = console.info = console.warn = console.error = (...parts) => process.stderr.write(`${parts.join(' ')}\n`)

exports.tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

exports.run = (drive) => {
  const lines = createInterface({ input: process.stdin })
  lines.once('line', (line) => drive(JSON.parse(line)))
  lines.once('close', () => process.exit(0))
}
