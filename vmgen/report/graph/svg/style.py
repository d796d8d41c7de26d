"""The colors and fonts of an SVG: of a bright page, and of a dark one where its reader wants that.

No variables of CSS and no colors by name: programs that are no browsers draw it, too.
"""

STYLE = """\
.vmgen-graph{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif}
.vmgen-graph .page{fill:#ffffff}
.vmgen-graph .panel{fill:#f6f8fa;stroke:#d1d9e0}
.vmgen-graph .heading{font-size:17px;font-weight:600;fill:#1f2328}
.vmgen-graph .text{font-size:11.5px;fill:#59636e}
.vmgen-graph .end{text-anchor:end}
.vmgen-graph .name,.vmgen-graph text.pill{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",\
"Liberation Mono",monospace}
.vmgen-graph .name{font-size:13px;font-weight:600;fill:#1f2328}
.vmgen-graph .name.machine{font-weight:400}
.vmgen-graph .link .card{fill:#ddf4ff;stroke:#54aeff}
.vmgen-graph .theirs .card{fill:#ffffff;stroke:#818b98;stroke-dasharray:5 4}
.vmgen-graph .namespace .card{fill:#ffffff;stroke:#d1d9e0}
.vmgen-graph .rule{stroke:#d1d9e0}
.vmgen-graph text.pill{font-size:10.5px}
.vmgen-graph rect.network{fill:#dafbe1}
.vmgen-graph text.network{fill:#116329}
.vmgen-graph rect.power{fill:#eaeef2}
.vmgen-graph text.power{fill:#59636e}
.vmgen-graph .wait{fill:none;stroke:#59636e;stroke-width:1.5}
.vmgen-graph .once{stroke-dasharray:5 4}
.vmgen-graph .applied{fill:none;stroke:#afb8c1;stroke-width:1.5}
.vmgen-graph .tip{fill:#59636e}
.vmgen-graph .applied-tip{fill:#afb8c1}
@media (prefers-color-scheme:dark){
.vmgen-graph .page{fill:#0d1117}
.vmgen-graph .panel{fill:#151b23;stroke:#3d444d}
.vmgen-graph .heading,.vmgen-graph .name{fill:#f0f6fc}
.vmgen-graph .text{fill:#9198a1}
.vmgen-graph .link .card{fill:#10233d;stroke:#1f6feb}
.vmgen-graph .theirs .card{fill:#0d1117;stroke:#656c76}
.vmgen-graph .namespace .card{fill:#0d1117;stroke:#3d444d}
.vmgen-graph .rule{stroke:#3d444d}
.vmgen-graph rect.network{fill:#12361f}
.vmgen-graph text.network{fill:#7ee787}
.vmgen-graph rect.power{fill:#262c36}
.vmgen-graph text.power{fill:#9198a1}
.vmgen-graph .wait{stroke:#9198a1}
.vmgen-graph .applied{stroke:#656c76}
.vmgen-graph .tip{fill:#9198a1}
.vmgen-graph .applied-tip{fill:#656c76}
}
"""
