#!/usr/bin/env node
/**
 * Checks an export of format unblind-export-1 with nothing but Node:
 *
 *   node verify.mjs FILE [KEY]
 *
 * Prints what holds, or the first place that does not, and exits 0 or 1 (2: it could not be read). KEY is the
 * verifier key (`name+id+base64`) that the node published; without it the file is checked against the key that it
 * brings along. The format is described in docs/export-format.md; this file shares no code with the program that
 * writes it, so that either finds the other's mistakes.
 */
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'

/** Thrown at the first place that does not hold. `at` is a character offset until `verify` turns it into bytes. */
class Broken extends Error {
  constructor(fault, at, why, stream = null, seq = null) {
    super(why)
    Object.assign(this, { fault, at, stream, seq })
  }
}

/** @returns {{ ok: boolean, fault?: string, stream?: string | null, seq?: number | null, byte?: number, lines: string[] }} */
export function verify(bytes, trustedKey) {
  const text = Buffer.from(bytes).toString('utf8')
  const again = Buffer.from(text)
  let same = 0
  while (same < again.length && again[same] === bytes[same]) same++
  if (same < again.length || again.length !== bytes.length) {
    return refusal({ fault: 'not-utf-8', stream: null, seq: null, message: 'the file is not UTF-8 text' }, same)
  }
  try {
    return { ok: true, lines: check(text, trustedKey) }
  } catch (broken) {
    if (!(broken instanceof Broken)) throw broken
    return refusal(broken, Buffer.byteLength(text.slice(0, broken.at)))
  }
}

function refusal({ fault, stream, seq, message }, byte) {
  const place = [stream === null ? '' : `stream ${stream}, `, seq === null ? '' : `entry ${seq}, `, `byte ${byte}`]
  return { ok: false, fault, stream, seq, byte, lines: [`does not hold: ${place.join('')}: ${message}`] }
}

// --- The file ---------------------------------------------------------------------------------------------------

function check(text, trustedKey) {
  const file = parse(text, 'not-canonical', 'the file is not canonical JSON; it was changed after it was written')
  const { documents, key, log, streams } = shaped(file)
  const signer = readKey(key.value)
  if (signer === null) throw new Broken('key', key.at, 'this is not a key that can be trusted')
  if (trustedKey !== undefined && trustedKey !== key.value) {
    throw new Broken('another-key', key.at, 'the file was signed with another key than the one given')
  }
  const { checkpoint } = log.fields
  const head = readCheckpoint(checkpoint.value, signer)
  if (head === null || head.origin !== signer.name) {
    throw new Broken('checkpoint', checkpoint.at, 'the checkpoint of the log is not signed by the key')
  }
  const lines = streams.items.map(({ fields }) => checkStream(fields, signer, head))
  const texts = streams.items.flatMap(({ fields }) => fields.entries.items.map((entry) => entry.value))
  for (const { fields } of documents.items) {
    const { base64, sha256 } = fields
    const content = fromBase64(base64.value)
    if (content === null || hash(content).toString('hex') !== sha256.value) {
      throw new Broken('document-altered', base64.at, 'the document is not the one with this hash')
    }
    if (!texts.some((entry) => entry.includes(`"${sha256.value}"`))) {
      throw new Broken('document-not-named', sha256.at, 'no entry names this document')
    }
  }
  return [
    'holds',
    ...lines,
    `  documents: ${documents.items.length}`,
    `  log ${head.origin}: ${head.size} entries, root ${head.root.toString('hex')}`,
    `  signed with ${key.value}`,
    trustedKey === undefined
      ? '  The key came with the file. Compare it with the one the node published, or give that one as KEY.'
      : '  That is the key given.',
  ]
}

function checkStream({ checkpoint, entries, hashes, id, inclusion }, signer, log) {
  const stream = id.value
  let prev = '0'.repeat(64)
  for (const [seq, { value: text, at }] of entries.items.entries()) {
    const stop = (fault, why) => {
      throw new Broken(fault, at, why, stream, seq)
    }
    const ownHash = hashes.items[seq].value
    if (hash(text).toString('hex') !== ownHash) stop('entry.altered', 'the text is not the one that was sealed')
    const entry = parseEntry(text, stop)
    if (entry.seq !== seq) stop('entry.out-of-sequence', `it says it is entry ${entry.seq}`)
    if (entry.prev !== prev) stop('entry.chain-broken', 'it does not follow from the entry before it')
    prev = ownHash
  }
  const size = entries.items.length
  const leaves = hashes.items.map(({ value }, seq) => leaf(stream, seq, value))
  const head = readCheckpoint(checkpoint.value, signer)
  const mismatch = () =>
    new Broken('stream-checkpoint', checkpoint.at, 'what was signed of this stream is not what is here', stream)
  if (head === null || head.origin !== `${signer.name}/${stream}`) throw mismatch()
  if (head.size !== size) {
    const why = `${head.size} entries were signed, ${size} are here`
    throw new Broken('incomplete', checkpoint.at, why, stream, Math.min(head.size, size))
  }
  if (!root(leaves).equals(head.root)) throw mismatch()
  const { index, proof } = inclusion.fields
  const path = proof.items.map(({ value }) => Buffer.from(value, 'hex'))
  const reached = index.value < log.size ? climb(leaves[size - 1], index.value, log.size, path) : null
  if (!reached?.equals(log.root)) {
    throw new Broken('not-in-log', inclusion.at, 'the newest entry of this stream is not in the signed log', stream)
  }
  return `  stream ${stream}: ${size} entries, newest ${prev}`
}

function parseEntry(text, stop) {
  let entry
  try {
    entry = plain(parse(text, '', ''))
  } catch (broken) {
    if (!(broken instanceof Broken)) throw broken
    stop('entry.not-canonical', 'the text is not canonical JSON')
  }
  const isText = (value) => typeof value === 'string' && value !== ''
  const holds =
    isObject(entry) &&
    Object.keys(entry).sort().join() === 'actor,at,body,kind,prev,seq' &&
    isText(entry.actor) &&
    isText(entry.kind) &&
    isText(entry.at) &&
    /^\d{4}-.{18}Z$/.test(entry.at) &&
    new Date(entry.at).toJSON() === entry.at &&
    isObject(entry.body) &&
    /^[0-9a-f]{64}$/.test(entry.prev) &&
    isText(entry.prev) &&
    entry.seq >= 0 &&
    typeof entry.seq === 'number'
  if (!holds) stop('entry.not-sealed', 'a field is missing, unknown or not as a sealed entry has it')
  return entry
}

/** The fields of the file, or the first part that is not as the format has it. */
function shaped(file) {
  const need = (node, holds) => {
    if (!holds) throw new Broken('not-an-export', node.at, 'this is not as a file of format unblind-export-1 has it')
  }
  const fieldsOf = (node, names) => {
    need(node, node.fields !== undefined && Object.keys(node.fields).join() === names)
    return node.fields
  }
  const itemsOf = (node, least) => {
    need(node, node.items !== undefined && node.items.length >= least)
    return node.items
  }
  const text = (node, pattern = /^/) => need(node, typeof node.value === 'string' && pattern.test(node.value))
  const ascending = (items, name) =>
    items.forEach((item, i) => {
      need(item, i === 0 || item.fields[name].value > items[i - 1].fields[name].value)
    })
  const hex = /^[0-9a-f]{64}$/

  const top = fieldsOf(file, 'documents,format,key,log,streams')
  for (const document of itemsOf(top.documents, 0)) {
    const { base64, sha256 } = fieldsOf(document, 'base64,sha256')
    text(base64)
    text(sha256, hex)
  }
  ascending(top.documents.items, 'sha256')
  text(top.format, /^unblind-export-1$/)
  text(top.key)
  text(fieldsOf(top.log, 'checkpoint').checkpoint)
  for (const stream of itemsOf(top.streams, 1)) {
    const { checkpoint, entries, hashes, id, inclusion } = fieldsOf(stream, 'checkpoint,entries,hashes,id,inclusion')
    text(checkpoint)
    for (const entry of itemsOf(entries, 1)) text(entry)
    for (const each of itemsOf(hashes, 1)) text(each, hex)
    text(id, /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/)
    const { index, proof } = fieldsOf(inclusion, 'index,proof')
    need(index, typeof index.value === 'number' && index.value >= 0)
    for (const each of itemsOf(proof, 0)) text(each, hex)
    need(stream, entries.items.length === hashes.items.length)
  }
  ascending(top.streams.items, 'id')
  return top
}

// --- Canonical JSON (RFC 8785, integers within 2^53, no more than 64 levels) --------------------------------------

/** A tree of `{ at, value }`, `{ at, items }` and `{ at, fields }`, where `at` is the offset of its first character. */
function parse(text, fault, why) {
  let at = 0
  const stop = (where) => {
    throw new Broken(fault, where, why)
  }
  const takes = (mark) => text[at] === mark && ++at > 0
  const string = () => {
    const start = at
    let end = start
    let slashes
    do {
      end = text.indexOf('"', end + 1)
      if (end < 0) stop(start)
      slashes = 0
      while (text[end - 1 - slashes] === '\\') slashes++
    } while (slashes % 2 === 1)
    at = end + 1
    const raw = text.slice(start, at)
    let value
    try {
      value = JSON.parse(raw)
    } catch {
      stop(start)
    }
    // The one way to write a string is the way that this writes it.
    if (JSON.stringify(value) !== raw || !value.isWellFormed()) stop(start)
    return value
  }
  const node = (depth) => {
    const start = at
    if (text[at] === '"') return { at: start, value: string() }
    if (text[at] === '[' || text[at] === '{') {
      if (depth === 64) stop(start)
      return takes('[') ? list(start, depth + 1) : object(start, depth + 1)
    }
    const token = /true|false|null|-?(?:0|[1-9]\d*)/y
    token.lastIndex = at
    const [word] = token.exec(text) ?? stop(start)
    at += word.length
    const value = JSON.parse(word)
    if (
      typeof value === 'number' &&
      (!Number.isSafeInteger(value) || word === '-0' || /[.eE\d]/.test(text[at] ?? ''))
    ) {
      stop(start)
    }
    return { at: start, value }
  }
  const list = (start, depth) => {
    const items = []
    if (takes(']')) return { at: start, items }
    do items.push(node(depth))
    while (takes(','))
    return takes(']') ? { at: start, items } : stop(at)
  }
  const object = (start, depth) => {
    const fields = Object.create(null)
    let before
    takes('{')
    if (takes('}')) return { at: start, fields }
    do {
      const keyAt = at
      if (text[at] !== '"') stop(at)
      const key = string()
      if (before !== undefined && !(key > before)) stop(keyAt)
      if (!takes(':')) stop(at)
      fields[key] = node(depth)
      before = key
    } while (takes(','))
    return takes('}') ? { at: start, fields } : stop(at)
  }
  const whole = node(0)
  return at === text.length ? whole : stop(at)
}

function plain({ value, items, fields }) {
  if (items !== undefined) return items.map(plain)
  return fields === undefined ? value : Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, plain(v)]))
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// --- Hashes, Merkle tree (RFC 6962 section 2.1) --------------------------------------------------------------------

function hash(...parts) {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest()
}

function leaf(stream, seq, entryHash) {
  return hash(Buffer.of(0), JSON.stringify({ hash: entryHash, seq, stream }))
}

function split(size) {
  let k = 1
  while (k * 2 < size) k *= 2
  return k
}

function root(leaves) {
  if (leaves.length === 1) return leaves[0]
  const k = split(leaves.length)
  return hash(Buffer.of(1), root(leaves.slice(0, k)), root(leaves.slice(k)))
}

/** The root that the proof leads to, or `null` when it has not the length that the place needs. */
function climb(node, index, size, proof) {
  if (size === 1) return proof.length === 0 ? node : null
  const sibling = proof.at(-1)
  if (sibling === undefined) return null
  const k = split(size)
  const inner = index < k ? [index, k] : [index - k, size - k]
  const below = climb(node, ...inner, proof.slice(0, -1))
  if (below === null) return null
  return index < k ? hash(Buffer.of(1), below, sibling) : hash(Buffer.of(1), sibling, below)
}

// --- Signed notes (C2SP signed-note and tlog-checkpoint), Ed25519 --------------------------------------------------

function readCheckpoint(note, signer) {
  const [, text, signatures] = /^(.*\n)\n((?:[^\n]+\n)+)$/su.exec(note) ?? []
  if (text === undefined || /[^\n -\u{10ffff}]/u.test(note)) return null
  let isSigned = false
  const lines = signatures.split('\n').slice(0, -1)
  if (lines.length > 64) return null
  for (const line of lines) {
    const [, name, base64 = ''] = /^\u2014 ([^\s+\u0085]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? []
    const bytes = fromBase64(base64)
    if (name === undefined || bytes === null || bytes.length < 5) return null
    if (name !== signer.name || bytes.toString('hex', 0, 4) !== signer.id) continue
    if (bytes.length !== 68 || !verifySignature(null, Buffer.from(text), signer.object, bytes.subarray(4))) return null
    isSigned = true
  }
  const [, origin, size, base64, more] = /^([^\n]+)\n(0|[1-9]\d*)\n([^\n]+)\n(.*)$/su.exec(text) ?? []
  if (!isSigned || origin === undefined || !Number.isSafeInteger(Number(size))) return null
  const rootHash = fromBase64(base64)
  return rootHash?.length === 32 && !/^\n|\n\n/.test(more) ? { origin, size: Number(size), root: rootHash } : null
}

function readKey(text) {
  const [, name, id, base64] = /^([^\s+\u0085]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? []
  const material = fromBase64(base64 ?? '')
  if (name === undefined || material === null || material.length !== 33 || material[0] !== 1) return null
  if (hash(`${name}\n`, material).toString('hex', 0, 4) !== id || !isSound(material.subarray(1))) return null
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: material.subarray(1).toString('base64url') }
  return { name, id, object: createPublicKey({ key: jwk, format: 'jwk' }) }
}

function fromBase64(text) {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

/** A point of the curve in its one encoding whose order does not divide 8: under the others anyone can sign. */
function isSound(raw) {
  const P = 2n ** 255n - 19n
  const mod = (n) => ((n % P) + P) % P
  const power = (b, e) => (e === 0n ? 1n : mod(power(mod(b * b), e >> 1n) * (e & 1n ? b : 1n)))
  const inverse = (n) => power(mod(n), P - 2n)
  const d = mod(-121665n * inverse(121666n))
  let y = BigInt(`0x${Buffer.from(raw).reverse().toString('hex')}`) & (2n ** 255n - 1n)
  if (y >= P) return false
  const xx = mod((y * y - 1n) * inverse(d * y * y + 1n))
  let x = power(xx, (P + 3n) / 8n)
  if (mod(x * x) !== xx) x = mod(x * power(2n, (P - 1n) / 4n))
  if (mod(x * x) !== xx) return false
  for (let doubling = 0; doubling < 3; doubling++) {
    const t = d * x * x * y * y
    ;[x, y] = [mod(2n * x * y * inverse(1n + t)), mod((y * y + x * x) * inverse(1n - t))]
  }
  return !(x === 0n && y === 1n)
}

// --- Command line --------------------------------------------------------------------------------------------------

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const [, , path, key] = argv
  try {
    if (path === undefined) throw new Error('give the file to verify: node verify.mjs FILE [KEY]')
    const { ok, lines } = verify(readFileSync(path), key)
    console.log(lines.join('\n'))
    process.exitCode = ok ? 0 : 1
  } catch (problem) {
    console.error(problem.message)
    process.exitCode = 2
  }
}
