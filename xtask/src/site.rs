//! Builds the folder of static files: bindings, program, style sheet and pictures, with their contents' digests in their names, so that a
//! browser may keep them for ever, and compressed beforehand as well as can be.

use anyhow::Context;
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::{Browsers, Targets};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// Builds the site from the compiled programs in the folder `wasm` into `out`, all of it or nothing.
pub fn build(wasm: &Path, out: &Path) -> anyhow::Result<()> {
    let fresh = out.with_extension("new");
    let _ = fs::remove_dir_all(&fresh);
    let assets = fresh.join("assets");
    fs::create_dir_all(&assets)?;

    let (js_name, wasm_name) = program(&assets, &wasm.join("frontend.wasm"), "bindings", "program")?;
    let boot = script("frontend/boot.js")?.replace("BINDINGS", &js_name).replace("PROGRAM", &wasm_name);
    let boot_name = put(&assets, "boot", "js", boot.as_bytes())?;
    let passkeys = fs::read_to_string("frontend/passkeys.js").context("frontend/passkeys.js")?;
    let passkeys_name = put(&assets, "passkeys", "js", minified(&passkeys).as_bytes())?;
    let css_name = put(&assets, "style", "css", style(Path::new("style/main.css"))?.as_bytes())?;
    // What only badges and check-in need.
    let (scanner, scanner_program) = program(&assets, &wasm.join("station.wasm"), "scanner", "scanner")?;
    let badges = put(&assets, "checkin", "js", script("station/badges.js")?.as_bytes())?;
    let checkin = put(&assets, "checkin", "js", script("station/station.js")?.replace("BADGES", &badges).as_bytes())?;
    let booth = put(&assets, "booth", "js", script("station/booth.js")?.replace("BADGES", &badges).as_bytes())?;
    let arrivals = put(&assets, "checkin", "js", script("station/arrivals.js")?.as_bytes())?;
    let checkin_style = put(&assets, "checkin", "css", style(Path::new("style/areas/checkin.css"))?.as_bytes())?;
    let (board_bindings, board_program) = program(&assets, &wasm.join("board.wasm"), "board-bindings", "board")?;
    let board = script("board/board.js")?.replace("BINDINGS", &board_bindings).replace("PROGRAM", &board_program);
    let board = put(&assets, "board", "js", board.as_bytes())?;
    let ideathon_style = put(&assets, "ideathon", "css", style(Path::new("style/areas/ideathon.css"))?.as_bytes())?;
    let forum_style = put(&assets, "forum", "css", style(Path::new("style/areas/forum.css"))?.as_bytes())?;
    let plan = put(&assets, "plan", "js", script("frontend/plan.js")?.as_bytes())?;
    let draft = put(&assets, "draft", "js", script("frontend/draft.js")?.as_bytes())?;
    // A service worker keeps its name, because it is looked for again under the same.
    fs::write(fresh.join("station-worker.js"), script("station/worker.js")?)?;
    for picture in fs::read_dir("public").context("public")? {
        let picture = picture?;
        fs::copy(picture.path(), fresh.join(picture.file_name()))?;
    }
    let manifest = serde_json::json!({
        "boot": boot_name, "js": js_name, "wasm": wasm_name, "css": css_name, "passkeys": passkeys_name,
        "checkin": checkin, "badges": badges, "booth": booth, "checkin_style": checkin_style, "arrivals": arrivals, "scanner": scanner, "scanner_program": scanner_program,
        "ideathon_style": ideathon_style, "board": board,
        "forum_style": forum_style, "draft": draft, "plan": plan,
    });
    fs::write(fresh.join("manifest.json"), serde_json::to_vec_pretty(&manifest)?)?;

    // A server that runs meanwhile keeps finding whole files: the folders change places.
    let old = out.with_extension("old");
    let _ = fs::remove_dir_all(&old);
    if out.exists() {
        fs::rename(out, &old)?;
    }
    fs::rename(&fresh, out)?;
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

/// Writes a compiled program and its bindings; answers the paths of the bindings and of the program.
fn program(assets: &Path, wasm: &Path, bindings_name: &str, name: &str) -> anyhow::Result<(String, String)> {
    let mut bindings =
        Bindgen::new().input_path(wasm).web(true)?.typescript(false).omit_default_module_path(true).remove_name_section(true).generate_output()?;
    let program = bindings.wasm_mut().emit_wasm();
    let wasm_path = put(assets, name, "wasm", &program)?;
    Ok((put(assets, bindings_name, "js", minified(bindings.js()).as_bytes())?, wasm_path))
}

/// A script of the project, minified.
fn script(path: &str) -> anyhow::Result<String> {
    Ok(minified(&fs::read_to_string(path).with_context(|| path.to_owned())?))
}

/// Writes a file with its digest in its name, and compressed beside it; answers its path on the site.
fn put(folder: &Path, name: &str, extension: &str, bytes: &[u8]) -> anyhow::Result<String> {
    let digest: String = Sha256::digest(bytes).iter().take(8).map(|b| format!("{b:02x}")).collect();
    let file = format!("{name}.{digest}.{extension}");
    fs::write(folder.join(&file), bytes)?;
    let mut br = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut br, &params)?;
    fs::write(folder.join(format!("{file}.br")), &br)?;
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(bytes)?;
    fs::write(folder.join(format!("{file}.gz")), gz.finish()?)?;
    crate::say(&format!("  {file}: {} bytes, {} as brotli", bytes.len(), br.len()));
    Ok(format!("/assets/{file}"))
}

/// The style sheet in one file.
fn style(main: &Path) -> anyhow::Result<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(main).map_err(|e| anyhow::anyhow!("style: {e}"))?;
    // Nesting and light-dark() are there since 2024: what is older gets the plain form.
    let targets =
        Targets::from(Browsers { chrome: Some(111 << 16), firefox: Some(115 << 16), safari: Some((16 << 16) | (4 << 8)), ..Browsers::default() });
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|e| anyhow::anyhow!("style: {e}"))?;
    Ok(sheet.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() }).map_err(|e| anyhow::anyhow!("style: {e}"))?.code)
}

/// A script without the comments and the white space around its lines. The compiler of the bindings writes nothing that needs more care.
fn minified(script: &str) -> String {
    let mut out = String::new();
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        in_comment |= begins;
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        if line.ends_with("*/") {
            in_comment = false;
        }
    }
    out
}
