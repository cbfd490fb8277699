package dev.plumbline.local.demo;

import java.util.List;
import java.util.Map;

/// The scanners of the story and the rules that they run.
record Scanners(Map<String, Rule> rules, Map<String, Tool> tools) {

    /// @param score CVSS-like, as SARIF's `security-severity`
    record Rule(int cwe, double score, String level, String says) {}

    record Tool(String version, List<String> rules) {}

    Rule rule(String key) {
        Rule rule = rules.get(key);
        if (rule == null) {
            throw new IllegalArgumentException("no rule is called " + key);
        }
        return rule;
    }

    Tool tool(String name) {
        Tool tool = tools.get(name);
        if (tool == null) {
            throw new IllegalArgumentException("no scanner is called " + name);
        }
        return tool;
    }
}
