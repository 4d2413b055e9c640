//! Markdown of the event's texts, as HTML that is safe to show.

use pulldown_cmark::{Options, Parser, html::push_html};

/// Turns Markdown (CommonMark and tables) into HTML without scripts, styles, pictures or unsafe links.
pub fn html(markdown: &str) -> String {
    let mut out = String::new();
    push_html(&mut out, Parser::new_ext(markdown, Options::ENABLE_TABLES));
    ammonia::Builder::default().rm_tags(["img"]).link_rel(Some("noopener")).clean(&out).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_unsafe_links_do_not_pass() {
        let html = html("# Hello\n\n<script>alert(1)</script>\n\n[a](javascript:alert(1)) **b** <b onclick=x>c</b>");
        assert!(html.contains("<h1>Hello</h1>") && html.contains("<strong>b</strong>"), "{html}");
        assert!(!html.contains("script") && !html.contains("onclick"), "{html}");
    }
}
