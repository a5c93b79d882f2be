/**
 * What every driver does: its options come as one line of JSON, then one line for each path it is to send; what happens goes out as
 * lines of JSON, and it ends with its input.
 */
const { createInterface } = require('node:readline')

// The libraries write to the console as they please; only our lines may be on stdout.
console.log = console.info = console.warn = console.error = (...parts) => process.stderr.write(`${parts.join(' ')}\n`)

exports.tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

exports.run = (drive) => {
  const lines = createInterface({ input: process.stdin })
  const onPath = (send) => lines.on('line', (line) => send(JSON.parse(line).path))
  lines.once('line', (line) => drive(JSON.parse(line), onPath))
  lines.once('close', () => process.exit(0))
}
