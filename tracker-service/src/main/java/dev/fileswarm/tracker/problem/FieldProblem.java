package dev.fileswarm.tracker.problem;

/**
 * What is wrong with one value of a request.
 *
 * @param field the path to it, such as {@code offers[3].name}, or the name of a parameter
 */
public record FieldProblem(String field, String message) {}
