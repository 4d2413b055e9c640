// A mail server that takes every letter and prints it as one line of JSON.
import { SMTPServer } from "smtp-server";

const decode = (raw) => {
  const [head, ...rest] = raw.split("\r\n\r\n");
  const header = (name, text) => text.replace(/\r\n\s+/g, " ").match(new RegExp(`^${name}: (.*)$`, "im"))?.[1] ?? "";
  const boundary = header("content-type", head).match(/boundary="([^"]+)"/)?.[1];
  const body = rest.join("\r\n\r\n");
  const part = boundary ? body.split(`--${boundary}`).find((p) => /text\/plain/.test(p)) : raw;
  const [partHead, ...partBody] = part.trimStart().split("\r\n\r\n");
  const bytes = partBody.join("\r\n\r\n");
  const encoding = header("content-transfer-encoding", partHead);
  const text = /base64/.test(encoding)
    ? Buffer.from(bytes, "base64").toString()
    : /quoted-printable/.test(encoding)
      ? Buffer.from(bytes.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, h) => String.fromCharCode(parseInt(h, 16))), "latin1").toString()
      : bytes;
  return { to: header("to", head), subject: header("subject", head), text };
};

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  onData(stream, _session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      console.log(JSON.stringify(decode(Buffer.concat(chunks).toString())));
      done();
    });
  },
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("ready"));
